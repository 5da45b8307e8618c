package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.MANIFEST;
import static dev.aneoracle.bundle.SampleModels.MODEL;
import static dev.aneoracle.bundle.SampleModels.WEIGHTS;
import static dev.aneoracle.bundle.SampleModels.in;
import static dev.aneoracle.bundle.SampleModels.lfsPointer;
import static dev.aneoracle.bundle.SampleModels.mlmodel;
import static dev.aneoracle.bundle.SampleModels.mlmodelc;
import static dev.aneoracle.bundle.SampleModels.mlpackage;
import static dev.aneoracle.bundle.SampleModels.text;
import static dev.aneoracle.bundle.SampleModels.with;
import static dev.aneoracle.bundle.SampleModels.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which shapes of upload are taken for which model. */
class BundleLayoutTests {

  @TempDir Path data;

  private TestStore store;

  @BeforeEach
  void openStore() {
    store = TestStore.in(data);
  }

  @Test
  void takesSingleFile() throws Exception {
    try (StagedBundle staged = store.receive(mlmodel(), "dir/MNISTClassifier.mlmodel")) {
      assertThat(staged.format()).isEqualTo(BundleFormat.MLMODEL);
      assertThat(staged.name()).isEqualTo("MNISTClassifier.mlmodel");
      assertThat(staged.path()).hasFileName("model.mlmodel").hasBinaryContent(mlmodel());
      assertThat(staged.receivedBytes()).isEqualTo(mlmodel().length);
      assertThat(staged.warnings()).isEmpty();
    }
    assertThat(store.files()).isEmpty();
  }

  @Test
  void takesSingleFileWithoutAName() throws Exception {
    assertTaken(mlmodel(), null, BundleFormat.MLMODEL, "model.mlmodel");
  }

  @Test
  void takesSingleFileUnderAWrongName() throws Exception {
    assertTaken(mlmodel(), "x.zip", BundleFormat.MLMODEL, "x.zip");
  }

  @Test
  void takesZipUnderAWrongName() throws Exception {
    byte[] zip = Archives.zip(in("Foo.mlpackage", mlpackage()));
    assertTaken(zip, "x.mlmodel", BundleFormat.MLPACKAGE, "Foo.mlpackage");
  }

  @Test
  void takesPackageWithItsDirectory() throws Exception {
    byte[] zip = Archives.zip(in("Foo.mlpackage", mlpackage()));
    try (StagedBundle staged = store.receive(zip, "upload.zip")) {
      assertThat(staged.name()).isEqualTo("Foo.mlpackage");
      assertThat(staged.path()).hasFileName("model.mlpackage");
      assertThat(staged.path().resolve(WEIGHTS)).hasContent("weights");
      assertThat(staged.warnings()).isEmpty();
      assertThat(store.files().filter(Files::isRegularFile))
          .containsExactlyInAnyOrder(
              staged.path().resolve(MANIFEST),
              staged.path().resolve(MODEL),
              staged.path().resolve(WEIGHTS));
    }
  }

  @Test
  void takesPackageWithFoldersAroundIt() throws Exception {
    byte[] tar = Archives.tar(in("./a/b/Foo.mlpackage", mlpackage()));
    assertTaken(tar, "upload.tar", BundleFormat.MLPACKAGE, "Foo.mlpackage");
  }

  @Test
  void takesPackageWhoseContentIsTheArchivesRoot() throws Exception {
    byte[] zip = Archives.zip(mlpackage());
    assertTaken(zip, "Foo.mlpackage.zip", BundleFormat.MLPACKAGE, "Foo.mlpackage");
    assertTaken(Archives.tarGz(mlpackage()), "Foo.tar.gz", BundleFormat.MLPACKAGE, "Foo.mlpackage");
    assertTaken(zip, null, BundleFormat.MLPACKAGE, "model.mlpackage");
  }

  @Test
  void takesPackageInARenamedDirectory() throws Exception {
    assertTaken(
        Archives.zip(in("Foo", mlpackage())), "a.zip", BundleFormat.MLPACKAGE, "Foo.mlpackage");
  }

  @Test
  void takesCompiledModelInEveryShape() throws Exception {
    Map<String, byte[]> files = mlmodelc();
    assertTaken(Archives.zip(in("A.mlmodelc", files)), "x", BundleFormat.MLMODELC, "A.mlmodelc");
    assertTaken(Archives.tarGz(in("d/A", files)), "x", BundleFormat.MLMODELC, "A.mlmodelc");
    assertTaken(Archives.zip(files), "A.zip", BundleFormat.MLMODELC, "A.mlmodelc");
    assertTaken(
        Archives.zip(Map.of("model.espresso.net", text("{}"))),
        "A.zip",
        BundleFormat.MLMODELC,
        "A.mlmodelc");
    assertTaken(
        Archives.zip(
            Map.of("model0/coremldata.bin", text("a"), "model1/coremldata.bin", text("b"))),
        "A.zip",
        BundleFormat.MLMODELC,
        "A.mlmodelc");
  }

  @Test
  void takesSingleFileInAnArchive() throws Exception {
    byte[] zip = Archives.zip(Map.of("dir/Foo.mlmodel", mlmodel(), "dir/README.md", text("hi")));
    assertTaken(zip, "a.zip", BundleFormat.MLMODEL, "Foo.mlmodel");
    assertThat(store.digest(zip, "a.zip")).isEqualTo(store.digest(mlmodel(), "Foo.mlmodel"));
  }

  @Test
  void takesOnlyFileInAnArchiveWhateverItsName() throws Exception {
    assertTaken(Archives.zip(Map.of("weird", mlmodel())), "a.zip", BundleFormat.MLMODEL, "weird");
  }

  @Test
  void takesGzipOfSeveralMembers() throws Exception {
    byte[] tar = Archives.tar(in("Foo.mlpackage", mlpackage()));
    byte[] gzip =
        Archives.write(out -> {
          out.write(Archives.gzip(Arrays.copyOf(tar, 1000)));
          out.write(Archives.gzip(Arrays.copyOfRange(tar, 1000, tar.length)));
        });
    assertTaken(gzip, "a.tgz", BundleFormat.MLPACKAGE, "Foo.mlpackage");
  }

  @Test
  void takesZip64() throws Exception {
    var zip = ForgedZip.create().zip64();
    in("Foo.mlpackage", mlpackage()).forEach(zip::add);
    assertTaken(zip.build(), "a.zip", BundleFormat.MLPACKAGE, "Foo.mlpackage");
  }

  @Test
  void takesOldTarWithoutMagic() throws Exception {
    byte[] tar = Archives.tar(Map.of("Foo.mlmodel", mlmodel()));
    int sum = 0;
    for (int i = 257; i < 265; i++) {
      sum += tar[i];
      tar[i] = 0;
    }
    int checksum =
        Integer.parseInt(new String(tar, 148, 6, StandardCharsets.US_ASCII).strip(), 8) - sum;
    System.arraycopy(text("%06o".formatted(checksum)), 0, tar, 148, 6);
    assertTaken(tar, "a.tar", BundleFormat.MLMODEL, "Foo.mlmodel");
  }

  @Test
  void ignoresWhatMacsAdd() throws Exception {
    var files = new LinkedHashMap<>(in("Foo.mlpackage", mlpackage()));
    files.put("__MACOSX/Foo.mlpackage/._Manifest.json", text("x"));
    files.put("Foo.mlpackage/.DS_Store", text("x"));
    files.put("Foo.mlpackage/Data/._com.apple.CoreML", text("x"));
    files.put("._Foo.mlpackage", text("x"));
    try (StagedBundle staged = store.receive(Archives.tar(files), "a.tar")) {
      assertThat(staged.digest()).isEqualTo(store.digest(Archives.zip(mlpackage()), "b.zip"));
      assertThat(store.files().map(Path::toString)).noneMatch(file -> file.contains("._"));
      assertThat(store.files().map(Path::toString)).noneMatch(file -> file.contains("DS_Store"));
    }
  }

  @Test
  void givesTheSameModelTheSameDigestHoweverItIsPacked() throws Exception {
    var digests = new TreeSet<String>();
    var reversed = new LinkedHashMap<String, byte[]>();
    mlpackage().sequencedEntrySet().reversed().forEach(e -> reversed.put(e.getKey(), e.getValue()));
    digests.add(store.digest(Archives.zip(in("A.mlpackage", mlpackage())), "a").toString());
    digests.add(store.digest(Archives.zip(in("b/B.mlpackage", reversed)), "b").toString());
    digests.add(store.digest(Archives.tar(in("C.mlpackage", mlpackage())), "c").toString());
    digests.add(store.digest(Archives.tarGz(mlpackage()), "d").toString());
    assertThat(digests).hasSize(1);
  }

  @Test
  void refusesSeveralModelsAndNamesThem() {
    byte[] zip =
        Archives.zip(with(in("A.mlpackage", mlpackage()), "B.mlmodelc/model.mil", text("x")));
    assertThat(store.refuseArchive(zip)).contains("'A.mlpackage'", "'B.mlmodelc'", "one model");
  }

  @Test
  void refusesPackageWithoutItsManifest() {
    byte[] zip = Archives.zip(in("Foo.mlpackage", without(mlpackage(), MANIFEST)));
    assertThat(refuseModel(zip)).contains("Foo.mlpackage", "'Manifest.json'");
  }

  @Test
  void refusesPackageWithoutItsModelAndSaysWhichPathIsMissing() {
    byte[] zip = Archives.zip(in("Foo.mlpackage", without(mlpackage(), MODEL)));
    assertThat(refuseModel(zip)).contains("Foo.mlpackage", "'" + MODEL + "'");
  }

  @Test
  void refusesManifestThatIsNoJson() {
    byte[] zip = Archives.zip(in("Foo.mlpackage", with(mlpackage(), MANIFEST, text("{\"a\""))));
    assertThat(refuseModel(zip)).contains("Manifest.json", "not the JSON");
  }

  @Test
  void refusesManifestOfAnotherShape() {
    for (String json : new String[] {"null", "[]", "{}", "{\"itemInfoEntries\":{\"M\":null}}"}) {
      byte[] zip = Archives.zip(in("Foo.mlpackage", with(mlpackage(), MANIFEST, text(json))));
      assertThat(refuseModel(zip)).contains("Manifest.json");
    }
  }

  @Test
  void refusesManifestWhoseModelLiesOutside() {
    String json =
        """
        {"itemInfoEntries": {"M": {"path": "../../../etc/passwd"}}, "rootModelIdentifier": "M"}
        """;
    byte[] zip = Archives.zip(in("Foo.mlpackage", with(mlpackage(), MANIFEST, text(json))));
    assertThat(refuseModel(zip)).contains("passwd");
  }

  @Test
  void refusesManifestThatIsTooLarge() {
    byte[] large = text("{\"a\":\"" + "x".repeat(2 << 20) + "\"}");
    byte[] zip = Archives.zip(in("Foo.mlpackage", with(mlpackage(), MANIFEST, large)));
    assertThat(refuseModel(zip)).contains("larger than any real one");
  }

  @Test
  void refusesPackageWhoseModelIsAPointer() {
    byte[] zip = Archives.zip(in("Foo.mlpackage", with(mlpackage(), MODEL, lfsPointer())));
    assertThat(store.refuse(zip, "a.zip", Rejection.GIT_LFS_POINTER))
        .contains(MODEL, "git lfs pull");
  }

  @Test
  void refusesCompiledModelWhoseGraphIsAPointer() {
    byte[] zip = Archives.zip(in("A.mlmodelc", with(mlmodelc(), "model.mil", lfsPointer())));
    assertThat(store.refuse(zip, "a.zip", Rejection.GIT_LFS_POINTER)).contains("'model.mil'");
  }

  @Test
  void refusesCompiledModelThatIsOnlyPointers() {
    byte[] zip = Archives.zip(Map.of("A.mlmodelc/coremldata.bin", lfsPointer()));
    assertThat(store.refuse(zip, "a.zip", Rejection.GIT_LFS_POINTER)).contains("'coremldata.bin'");
  }

  @Test
  void refusesCompiledModelWithoutAGraph() {
    byte[] zip = Archives.zip(Map.of("A.mlmodelc/metadata.json", text("[]")));
    assertThat(refuseModel(zip)).contains("A.mlmodelc", "model.mil");
  }

  @Test
  void warnsOfMissingWeights() throws Exception {
    byte[] zip = Archives.zip(in("Foo.mlpackage", without(mlpackage(), WEIGHTS)));
    assertThat(warnings(zip)).contains("Data/com.apple.CoreML/weights", "missing");
  }

  @Test
  void warnsOfWeightsThatAreAPointer() throws Exception {
    byte[] zip = Archives.zip(in("Foo.mlpackage", with(mlpackage(), WEIGHTS, lfsPointer())));
    assertThat(warnings(zip)).contains(WEIGHTS, "Git LFS pointer");
  }

  @Test
  void warnsOfCompiledModelsDataThatIsAPointer() throws Exception {
    byte[] zip = Archives.zip(in("A.mlmodelc", with(mlmodelc(), "coremldata.bin", lfsPointer())));
    assertThat(warnings(zip)).contains("'coremldata.bin'", "Git LFS pointer");
  }

  @Test
  void refusesArchiveWithoutAModelAndSaysWhatItHolds() {
    byte[] zip = Archives.zip(Map.of("README.md", text("x"), "src/main.c", text("y")));
    assertThat(refuseModel(zip)).contains("'README.md'", "'src'");
  }

  @Test
  void refusesEmptyArchive() {
    assertThat(refuseModel(Archives.zip(Map.of()))).contains("holds no files");
    assertThat(refuseModel(Archives.zip(Map.of("empty/", new byte[0])))).contains("no files");
  }

  @Test
  void refusesArchiveInAnArchive() {
    byte[] zip = Archives.zip(Map.of("inner.zip", Archives.zip(mlpackage())));
    assertThat(store.refuse(zip, "a.zip", Rejection.UNSUPPORTED_FORMAT)).contains("'inner.zip'");
  }

  private void assertTaken(byte[] body, @Nullable String filename, BundleFormat format, String name)
      throws Exception {
    try (StagedBundle staged = store.receive(body, filename)) {
      assertThat(staged.format()).isEqualTo(format);
      assertThat(staged.name()).isEqualTo(name);
      assertThat(staged.path().getFileName()).hasToString("model." + format.extension());
    }
    assertThat(store.files()).isEmpty();
  }

  private String refuseModel(byte[] zip) {
    return store.refuse(zip, "a.zip", Rejection.NOT_A_CORE_ML_MODEL);
  }

  private String warnings(byte[] zip) throws Exception {
    try (StagedBundle staged = store.receive(zip, "a.zip")) {
      assertThat(staged.warnings()).hasSize(1);
      return staged.warnings().getFirst();
    }
  }
}
