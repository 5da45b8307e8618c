package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aneoracle.bundle.ForgedZip.Entry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a zip's directory is walked strictly and at bounded cost. */
class ZipDirectoryTests {

  private static final int MAX_ENTRIES = 1000;

  private static final int MILLION = 1_000_000;

  @TempDir Path directory;

  @Test
  void readsTheEndRecordFieldByField() throws Exception {
    byte[] bytes = {
      0x50,
      0x4B,
      0x05,
      0x06, // signature
      0x01,
      0x00, // number of this disk
      0x02,
      0x00, // disk where the central directory starts
      0x03,
      0x00, // entries on this disk
      0x04,
      0x00, // total entries
      0x05,
      0x00,
      0x00,
      0x00, // size of the central directory
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF,
      (byte) 0xFF, // offset of the central directory
      0x02,
      0x00, // comment length
      0x68,
      0x69, // comment
    };
    var located =
        ZipEndOfCentralDirectoryRecord.locate(new ByteArrayDataBlock(bytes)).orElseThrow();
    assertThat(located.position()).isZero();
    assertThat(located.record())
        .isEqualTo(new ZipEndOfCentralDirectoryRecord(1, 2, 3, 4, 5, 0xFFFF_FFFFL, 2));
    assertThat(located.endsAt(bytes.length)).isTrue();
    assertThat(located.endsAt(bytes.length + 1)).isFalse();
  }

  @Test
  void findsNoEndRecordWhereTheSignatureIsDamaged() throws Exception {
    byte[] bytes = ForgedZip.end(0, 0, 0, new byte[0]);
    bytes[3] = 7;
    assertThat(ZipEndOfCentralDirectoryRecord.locate(new ByteArrayDataBlock(bytes))).isEmpty();
  }

  @Test
  void findsTheEndRecordBeforeTheLongestComment() throws Exception {
    byte[] bytes = ForgedZip.end(0, 0, 0, new byte[0xFFFF]);
    assertThat(ZipEndOfCentralDirectoryRecord.locate(new ByteArrayDataBlock(bytes))).isPresent();
  }

  @Test
  void countsTheEntriesOfAnHonestZip() throws Exception {
    assertThat(walk(Archives.zip(Map.of("a", text("1"), "b", text("2"))))).isEqualTo(2);
    assertThat(walk(Archives.zip(Map.of()))).isZero();
    assertThat(walk(twoEntries().build())).isEqualTo(2);
    assertThat(walk(twoEntries().comment(text("a comment")).build())).isEqualTo(2);
  }

  @Test
  void readsOffsetsOfZip64() throws Exception {
    assertThat(walk(twoEntries().zip64().build())).isEqualTo(2);
  }

  @Test
  void refusesEndRecordThatCountsTooFew() {
    assertThat(refuse(twoEntries().countOff(-1).build())).contains("more entries than it says");
  }

  @Test
  void refusesEndRecordThatCountsTooMany() {
    assertThat(refuse(twoEntries().countOff(1).build())).contains("size and count");
    assertThat(refuse(twoEntries().zip64().countOff(1).build())).contains("size and count");
  }

  @Test
  void refusesCommentThatHoldsAnotherEndRecord() {
    byte[] fake = ForgedZip.end(0, 0, 0, new byte[0]);
    assertThat(refuse(twoEntries().comment(fake).build())).contains("not where its end says");
    byte[] fakeWithComment = ForgedZip.end(0, 0, 0, text("xx"));
    fakeWithComment[20] = 9;
    assertThat(refuse(twoEntries().comment(fakeWithComment).build())).contains("after its end");
  }

  @Test
  void refusesBytesBeforeTheFirstEntry() {
    byte[] zip = twoEntries().build();
    byte[] moved = new byte[zip.length + 8];
    System.arraycopy(zip, 0, moved, 8, zip.length);
    assertThat(refuse(moved)).contains("not where its end says");
  }

  @Test
  void refusesOverlappingEntries() {
    byte[] zip = twoEntries().build();
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int second = indexOf(bytes, 0x02014b50, indexOf(bytes, 0x02014b50, 0) + 1);
    bytes.putInt(second + 42, 0);
    assertThat(refuse(zip)).contains("overlaps");
  }

  @Test
  void refusesEntryThatReachesIntoTheDirectory() {
    byte[] zip = twoEntries().build();
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int second = indexOf(bytes, 0x02014b50, indexOf(bytes, 0x02014b50, 0) + 1);
    bytes.putInt(second + 20, 1000);
    assertThat(refuse(zip)).contains("'b'", "overlaps");
  }

  @Test
  void refusesEntryThatIsNotWhereTheDirectorySays() {
    byte[] zip = twoEntries().build();
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(indexOf(bytes, 0x02014b50, 0) + 42, 1);
    assertThat(refuse(zip)).contains("'a'", "not where its directory says");
  }

  @Test
  void refusesSplitZip() {
    byte[] zip = twoEntries().build();
    zip[zip.length - 18] = 1;
    assertThat(refuse(zip)).contains("one part of several");
  }

  @Test
  void refusesZip64RecordThatContradictsTheOther() {
    byte[] zip = twoEntries().zip64().build();
    ByteBuffer.wrap(zip).putShort(zip.length - 12, (short) 0x0900);
    assertThat(refuse(zip)).contains("contradict");
  }

  @Test
  void refusesZip64LocatorThatLeadsNowhere() {
    byte[] zip = twoEntries().zip64().build();
    zip[zip.length - 22 - 12] ^= 1;
    assertThat(refuse(zip)).contains("zip64 end record is missing");
  }

  @Test
  void refusesMillionEntriesByTheirCount() throws Exception {
    Path zip = million(MILLION);
    assertThatThrownBy(() -> walk(zip))
        .isInstanceOf(BundleRejectedException.class)
        .hasMessageContaining("more than 1000 entries");
  }

  @Test
  void refusesMillionEntriesThatClaimToBeThree() throws Exception {
    Path zip = million(3);
    assertThatThrownBy(() -> walk(zip))
        .isInstanceOf(BundleRejectedException.class)
        .hasMessageContaining("directory is too large");
  }

  @Test
  void refusesDirectoryWithHugeCommentsBeforeItIsLoaded() throws Exception {
    Path zip = directory.resolve("comments.zip");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip))) {
      Entry entry = Entry.stored("a", new byte[0]);
      out.write(entry.localHeader());
      int start = entry.localHeader().length;
      byte[] header = entry.directoryHeader(0, false);
      ByteBuffer.wrap(header).putShort(32, (short) -1);
      for (int i = 0; i < 100; i++) {
        out.write(header);
        out.write(new byte[0xFFFF]);
      }
      out.write(ForgedZip.end(100, 100 * (header.length + 0xFFFF), start, new byte[0]));
    }
    assertThatThrownBy(() -> walk(zip))
        .isInstanceOf(BundleRejectedException.class)
        .hasMessageContaining("directory is too large");
  }

  private static ForgedZip twoEntries() {
    return ForgedZip.create().add("a", text("first")).add("b", text("second"));
  }

  /** Writes a zip whose directory has a million headers, all of the same entry. */
  private Path million(long claimed) throws IOException {
    Path zip = directory.resolve("million.zip");
    Entry entry = Entry.stored("a", new byte[0]);
    byte[] header = entry.directoryHeader(0, false);
    int start = entry.localHeader().length;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 20)) {
      out.write(entry.localHeader());
      for (int i = 0; i < MILLION; i++) {
        out.write(header);
      }
      out.write(ForgedZip.zip64End(claimed, (long) MILLION * header.length, start));
      out.write(ForgedZip.end(0xFFFF, -1, -1, new byte[0]));
    }
    return zip;
  }

  private static int indexOf(ByteBuffer bytes, int value, int from) {
    int index = from;
    while (bytes.getInt(index) != value) {
      index++;
    }
    return index;
  }

  private static int walk(byte[] zip) throws Exception {
    return ZipDirectory.walk(new ByteArrayDataBlock(zip), MAX_ENTRIES).entries();
  }

  private static int walk(Path zip) throws Exception {
    try (var block = new FileDataBlock(zip)) {
      return ZipDirectory.walk(block, MAX_ENTRIES).entries();
    }
  }

  private static String refuse(byte[] zip) {
    var rejected = catchThrowableOfType(BundleRejectedException.class, () -> walk(zip));
    assertThat(rejected).isNotNull();
    return String.valueOf(rejected.getMessage());
  }
}
