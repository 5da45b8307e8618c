package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.mlpackage;
import static dev.aneoracle.bundle.SampleModels.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no tar can do harm. */
class UnsafeTarTests {

  @TempDir Path directory;

  private TestStore store;

  @BeforeEach
  void openStore() {
    store = TestStore.in(directory.resolve("data"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil"})
  void refusesEntryThatEscapesTheBundle(String name) {
    assertThat(refuse(Archives.tar(Map.of(name, text("x"))))).contains("'" + name + "'", "'..'");
  }

  @Test
  void refusesAbsolutePath() {
    var entry = new TarArchiveEntry("/etc/passwd", true);
    assertThat(refuse(Archives.tarOf(entry))).contains("'/etc/passwd'", "absolute");
  }

  @Test
  void refusesSymbolicLink() {
    assertThat(refuseKind(TarConstants.LF_SYMLINK)).contains("'special'", "symbolic link");
  }

  @Test
  void refusesHardLink() {
    assertThat(refuseKind(TarConstants.LF_LINK)).contains("'special'", "hard link");
  }

  @Test
  void refusesDevices() {
    assertThat(refuseKind(TarConstants.LF_CHR)).contains("'special'", "device");
    assertThat(refuseKind(TarConstants.LF_BLK)).contains("'special'", "device");
  }

  @Test
  void refusesNamedPipe() {
    assertThat(refuseKind(TarConstants.LF_FIFO)).contains("'special'", "named pipe");
  }

  @Test
  void refusesSparseFile() {
    assertThat(refuseKind(TarConstants.LF_GNUTYPE_SPARSE)).contains("'special'", "sparse");
  }

  @Test
  void refusesSparseFileOfPax() {
    byte[] records =
        text("22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n34 GNU.sparse.realsize=1000000000\n");
    byte[] map = text("1\n10\n1\n");
    byte[] tar =
        Archives.write(out -> {
          out.write(header("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC, records.length));
          out.write(Arrays.copyOf(records, 512));
          out.write(header("special", TarConstants.LF_NORMAL, 513));
          out.write(Arrays.copyOf(map, 512));
          out.write(new byte[1536]);
        });
    assertThat(refuse(tar)).contains("'special'", "sparse");
  }

  @Test
  void refusesUnknownKind() {
    assertThat(refuseKind((byte) 'Z')).contains("'special'", "not known here");
  }

  @Test
  void refusesTheSameNameTwice() {
    byte[] tar =
        Archives.write(out -> {
          try (TarArchiveOutputStream twice = Archives.newTar(out)) {
            for (int i = 0; i < 2; i++) {
              twice.putArchiveEntry(new TarArchiveEntry("a"));
              twice.closeArchiveEntry();
            }
          }
        });
    assertThat(refuse(tar)).contains("'a'", "twice");
  }

  @Test
  void refusesDamagedHeader() {
    byte[] tar = Archives.tar(SampleModels.in("Foo.mlpackage", mlpackage()));
    tar[2] ^= 1;
    assertThat(refuse(tar)).contains("checksum");
  }

  @Test
  void refusesTarWithoutItsEnd() {
    byte[] tar = Archives.tar(SampleModels.in("Foo.mlpackage", mlpackage()));
    int end = tar.length;
    while (tar[end - 1] == 0) {
      end--;
    }
    byte[] cut = Arrays.copyOf(tar, (end + 511) / 512 * 512);
    assertThat(refuse(cut)).contains("truncated", "end is missing");
  }

  @Test
  void refusesTarThatIsCutWithinAnEntry() {
    byte[] tar = Archives.tar(Map.of("Foo.mlmodel", new byte[5000]));
    assertThat(refuse(Arrays.copyOf(tar, 3000))).contains("'Foo.mlmodel'", "damaged");
  }

  @Test
  void refusesTarGzThatIsCut() {
    byte[] gzip = Archives.tarGz(SampleModels.in("Foo.mlpackage", mlpackage()));
    assertThat(refuse(Arrays.copyOf(gzip, gzip.length - 20))).isNotEmpty();
  }

  @Test
  void refusesTarGzWithAWrongChecksum() {
    byte[] gzip = Archives.tarGz(SampleModels.in("Foo.mlpackage", mlpackage()));
    gzip[gzip.length - 5] ^= 1;
    assertThat(refuse(gzip)).contains("damaged");
  }

  @Test
  void refusesGiganticPaxHeaderWithoutHoldingIt() {
    long size = 200L << 20;
    String record = size + " comment=";
    InputStream body =
        stream(
            header("././@PaxHeader", TarConstants.LF_PAX_EXTENDED_HEADER_LC, size),
            text(record),
            new ZerosInputStream(size));
    assertThat(store.refuse(body, "model.tar", Rejection.ARCHIVE_REJECTED))
        .contains("header bytes");
  }

  @Test
  void refusesGiganticLongNameWithoutHoldingIt() {
    long size = 200L << 20;
    InputStream body =
        stream(
            header("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, size),
            text("a"),
            new ZerosInputStream(size));
    assertThat(store.refuse(body, "model.tar", Rejection.ARCHIVE_REJECTED))
        .contains("header bytes");
  }

  @Test
  void refusesMoreEntriesThanAllowed() {
    byte[] tar =
        Archives.write(out -> {
          try (TarArchiveOutputStream many = Archives.newTar(out)) {
            for (int i = 0; i <= TestStore.LIMITS.maxEntries(); i++) {
              many.putArchiveEntry(new TarArchiveEntry("__MACOSX/" + i));
              many.closeArchiveEntry();
            }
          }
        });
    assertThat(refuse(tar)).contains("more than 1000 entries");
  }

  private String refuseKind(byte kind) {
    var entry = new TarArchiveEntry("special", kind);
    entry.setLinkName("/etc/passwd");
    return refuse(Archives.tarOf(entry));
  }

  private String refuse(byte[] tar) {
    return store.refuse(tar, "model.tar", Rejection.ARCHIVE_REJECTED);
  }

  private static byte[] header(String name, byte kind, long size) {
    var entry = new TarArchiveEntry(name, kind);
    entry.setSize(size);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header);
    return header;
  }

  private static InputStream stream(byte[] header, byte[] start, InputStream rest) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(new ByteArrayInputStream(header), new ByteArrayInputStream(start), rest)));
  }
}
