package dev.aneoracle.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.springframework.util.unit.DataSize;

/**
 * Whatever the bytes, an archive is unpacked within its limits or refused; any other exception is a
 * bug. What is no zip and no gzip is read as a tar, and once more within a gzip, which must come to
 * the same.
 */
class UnpackFuzzTests {

  private static final BundleLimits LIMITS =
      new BundleLimits(
          DataSize.ofMegabytes(1), DataSize.ofKilobytes(256), 50, 200, 8, DataSize.ofBytes(0));
  private static final DiskSpace SPACE = new DiskSpace(0, () -> Long.MAX_VALUE);
  private static final long MAX_HEADERS = 1L << 20;

  @FuzzTest(maxDuration = "10m")
  void unpacksWithinItsLimitsOrRefuses(byte[] archive) throws IOException {
    Path folder = Files.createTempDirectory("unpack-fuzz");
    try {
      Path file = Files.write(folder.resolve("archive"), archive);
      if (startsWith(archive, 'P', 'K')) {
        unpack(() -> ZipArchiveReader.open(file, LIMITS.maxEntries()), folder.resolve("zip"));
      } else if (startsWith(archive, 0x1f, 0x8b)) {
        unpack(() -> TarArchiveReader.openGzip(file, MAX_HEADERS), folder.resolve("tar.gz"));
      } else {
        Path zipped = gzip(archive, folder.resolve("archive.gz"));
        assertThat(
                unpack(
                    () -> TarArchiveReader.openGzip(zipped, MAX_HEADERS), folder.resolve("tar.gz")))
            .isEqualTo(
                unpack(() -> TarArchiveReader.open(file, MAX_HEADERS), folder.resolve("tar")));
      }
    } finally {
      Directories.delete(folder);
    }
  }

  /** Returns the digest of each file by its name in the archive, or why it was refused. */
  private static Object unpack(Opening opening, Path target) throws IOException {
    try (ArchiveReader archive = opening.open()) {
      UnpackedTree tree = new Unpacker(LIMITS, SPACE).unpack(archive, 1, target);
      assertThat(tree.files()).hasSizeLessThanOrEqualTo(LIMITS.maxEntries());
      var digests = new TreeMap<String, String>();
      for (var entry : tree.files().entrySet()) {
        UnpackedFile unpacked = entry.getValue();
        assertThat(unpacked.file()).hasParent(target).hasSize(unpacked.size());
        assertThat(entry.getKey()).isNotBlank().doesNotStartWith("/").doesNotContain("\0");
        assertThat(List.of(entry.getKey().split("/", -1))).doesNotContain("", ".", "..");
        digests.put(entry.getKey(), unpacked.sha256());
      }
      return digests;
    } catch (BundleRejectedException refused) {
      return String.valueOf(refused.getMessage());
    } finally {
      assertThat(written(target)).isLessThanOrEqualTo(LIMITS.maxUnpacked().toBytes());
    }
  }

  private static long written(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static Path gzip(byte[] content, Path file) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  private interface Opening {
    ArchiveReader open() throws BundleRejectedException, IOException;
  }
}
