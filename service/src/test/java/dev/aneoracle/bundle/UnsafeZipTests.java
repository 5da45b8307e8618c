package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.MANIFEST;
import static dev.aneoracle.bundle.SampleModels.mlmodel;
import static dev.aneoracle.bundle.SampleModels.mlpackage;
import static dev.aneoracle.bundle.SampleModels.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.bundle.ForgedZip.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no zip can do harm. */
class UnsafeZipTests {

  @TempDir Path directory;

  private TestStore store;

  @BeforeEach
  void openStore() {
    store = TestStore.in(directory.resolve("data"));
  }

  @Test
  void refusesAbsolutePath() {
    assertThat(refuseNamed("/etc/passwd")).contains("'/etc/passwd'", "absolute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "a/b/..", "..", "__MACOSX/../../evil"})
  void refusesEntryThatEscapesTheBundle(String name) {
    assertThat(refuseNamed(name)).contains("'" + name + "'", "'..'");
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..\\evil", "a/..\\..\\evil", "a/b\\c"})
  void refusesBackslashTricks(String name) {
    assertThat(refuseNamed(name)).contains("backslash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:/Windows/evil", "c:evil"})
  void refusesDriveLetter(String name) {
    assertThat(refuseNamed(name)).contains("drive letter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\nb", "a\u001B[2Jb", "a\u0085b"})
  void refusesControlCharacterAndDoesNotRepeatIt(String name) {
    assertThat(refuseNamed(name)).contains("control character").doesNotContain(name);
  }

  @Test
  void refusesPathThatIsTooLong() {
    assertThat(refuseNamed("a/".repeat(600) + "b")).contains("longer than 1024 bytes");
  }

  @Test
  void refusesNameThatIsTooLong() {
    assertThat(refuseNamed("\u00e9".repeat(128))).contains("longer than 255 bytes");
  }

  @Test
  void refusesPathThatIsTooDeep() {
    assertThat(refuseNamed("a/".repeat(32) + "b")).contains("more than 32 directories deep");
  }

  @Test
  void refusesSymbolicLink() {
    assertThat(refuseEntry(Entry.stored("link", text("/etc/passwd")).withMode(0120777)))
        .contains("'link'", "symbolic link");
  }

  @ParameterizedTest
  @ValueSource(ints = {0020666, 0060666, 0010666, 0140666})
  void refusesDevicePipeAndSocket(int mode) {
    assertThat(refuseEntry(Entry.stored("special", text("")).withMode(mode)))
        .contains("'special'", "special file");
  }

  @Test
  void refusesEncryptedEntry() {
    assertThat(refuseEntry(Entry.stored("secret", text("x")).withFlags(1)))
        .contains("'secret'", "encrypted", "without a password");
  }

  @Test
  void refusesEntryOfAnUnknownMethod() {
    assertThat(refuseEntry(Entry.stored("packed", text("x")).withMethod(12)))
        .contains("'packed'", "method 12");
  }

  @Test
  void refusesTheSameNameTwice() {
    byte[] zip = ForgedZip.create().add(MANIFEST, text("1")).add(MANIFEST, text("2")).build();
    assertThat(store.refuseArchive(zip)).contains("'Manifest.json'", "twice");
  }

  @Test
  void refusesNamesThatDifferOnlyInCase() {
    assertThat(refuseTwo("a/Model", "a/mODEL")).contains("twice");
    assertThat(refuseTwo("STRASSE", "stra\u00dfe")).contains("twice");
  }

  @Test
  void refusesNamesThatDifferOnlyInNormalForm() {
    assertThat(refuseTwo("\u00e9", "e\u0301")).contains("twice");
  }

  @Test
  void refusesDirectoriesThatDifferOnlyInCase() {
    assertThat(refuseTwo("Data/a", "data/b")).contains("another directory");
  }

  @Test
  void refusesFileThatIsAlsoADirectory() {
    assertThat(refuseTwo("a", "a/b")).contains("both a file and a directory");
    assertThat(refuseTwo("a/b", "a")).contains("twice");
    assertThat(refuseTwo("a/b", "A")).contains("twice");
  }

  @Test
  void refusesWrongChecksum() {
    Entry entry = Entry.stored("a.mlmodel", mlmodel()).withCrc(42);
    assertThat(refuseEntry(entry)).contains("'a.mlmodel'", "checksum");
  }

  @Test
  void refusesEntryThatIsShorterThanItSays() {
    Entry entry = Entry.stored("a.mlmodel", mlmodel()).withSize(mlmodel().length + 1L);
    assertThat(refuseEntry(entry)).contains("'a.mlmodel'", "fewer bytes");
  }

  @Test
  void refusesEntryThatIsLongerThanItSays() {
    Entry entry = Entry.stored("a.mlmodel", mlmodel()).withSize(mlmodel().length - 1L);
    assertThat(refuseEntry(entry)).contains("'a.mlmodel'", "more bytes");
  }

  @Test
  void refusesDamagedDeflateData() {
    Entry entry = Entry.stored("a.mlmodel", mlmodel()).withMethod(8);
    assertThat(refuseEntry(entry)).contains("'a.mlmodel'", "damaged");
  }

  @Test
  void refusesZipThatIsCutAnywhere() {
    byte[] zip = Archives.zip(SampleModels.in("Foo.mlpackage", mlpackage()));
    for (int length = 4; length < zip.length; length++) {
      assertThat(store.refuseArchive(Arrays.copyOf(zip, length))).isNotEmpty();
    }
  }

  @Test
  void refusesZipWithBytesBehindItsEnd() {
    byte[] zip = Archives.zip(mlpackage());
    assertThat(store.refuseArchive(Arrays.copyOf(zip, zip.length + 1))).contains("after its end");
  }

  @Test
  void refusesMoreEntriesThanAllowed() {
    var zip = ForgedZip.create();
    for (int i = 0; i <= TestStore.LIMITS.maxEntries(); i++) {
      zip.add("f" + i, text(""));
    }
    assertThat(store.refuseArchive(zip.build())).contains("more than 1000 entries");
  }

  @Test
  void refusesMoreImpliedDirectoriesThanAllowed() {
    var zip = ForgedZip.create();
    for (int i = 0; i < 100; i++) {
      zip.add("d" + i + "/a/b/c/d/e/f/g/h/i/j/k", text(""));
    }
    assertThat(store.refuseArchive(zip.build())).contains("more than 1000 files and directories");
  }

  @Test
  void writesNothingOutsideTheDataDirectory() throws Exception {
    refuseNamed("../../outside");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("data"));
    }
  }

  private String refuseNamed(String name) {
    return refuseEntry(Entry.stored(name, text("x")));
  }

  private String refuseTwo(String first, String second) {
    return store.refuseArchive(
        ForgedZip.create().add(first, text("1")).add(second, text("2")).build());
  }

  private String refuseEntry(Entry entry) {
    var zip = ForgedZip.create();
    for (Map.Entry<String, byte[]> file : mlpackage().entrySet()) {
      zip.add("Foo.mlpackage/" + file.getKey(), file.getValue());
    }
    return store.refuseArchive(zip.add(entry).build());
  }
}
