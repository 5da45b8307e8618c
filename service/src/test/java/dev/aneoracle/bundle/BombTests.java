package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.startOfLarge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Tests that an archive cannot fill the disk. */
class BombTests {

  private static final BundleLimits SMALL =
      new BundleLimits(
          DataSize.ofMegabytes(1), DataSize.ofMegabytes(2), 100, 200, 32, DataSize.ofBytes(0));

  @TempDir Path data;

  @Test
  void refusesUploadThatIsTooLarge() {
    TestStore store = TestStore.in(data, SMALL);
    byte[] body = Arrays.copyOf(startOfLarge((1 << 20) + 1), (1 << 20) + 1);
    assertThat(store.refuse(body, "a.mlmodel", Rejection.TOO_LARGE)).contains("1 MiB");
  }

  @Test
  void takesUploadOfJustTheLimit() throws Exception {
    TestStore store = TestStore.in(data, SMALL);
    byte[] body = Arrays.copyOf(startOfLarge(1 << 20), 1 << 20);
    try (StagedBundle staged = store.receive(body, "a.mlmodel")) {
      assertThat(staged.receivedBytes()).isEqualTo(1 << 20);
    }
  }

  @Test
  void refusesZipThatUnpacksToTooMuch() {
    TestStore store = TestStore.in(data, SMALL);
    assertThat(store.refuseArchive(zipOfZeros(3 << 20))).contains("limit of 2 MiB", "'zeros'");
  }

  @Test
  void refusesTarGzThatUnpacksToTooMuch() {
    TestStore store = TestStore.in(data, SMALL);
    assertThat(store.refuseArchive(tarGzOfZeros("zeros", 3 << 20)))
        .contains("limit of 2 MiB", "'zeros'");
  }

  @Test
  void countsNoiseToo() {
    TestStore store = TestStore.in(data, SMALL);
    assertThat(store.refuseArchive(tarGzOfZeros("__MACOSX/zeros", 3 << 20)))
        .contains("limit of 2 MiB");
  }

  @Test
  void refusesZipOfAnUnlikelyRatio() {
    TestStore store = TestStore.in(data);
    assertThat(store.refuseArchive(zipOfZeros(65 << 20))).contains("200 times its size", "'zeros'");
  }

  @Test
  void refusesTarGzOfAnUnlikelyRatio() {
    TestStore store = TestStore.in(data);
    assertThat(store.refuseArchive(tarGzOfZeros("zeros", 65 << 20)))
        .contains("200 times its size", "'zeros'");
  }

  @Test
  void refusesZerosBehindATarsEnd() {
    TestStore store = TestStore.in(data);
    byte[] bomb =
        Archives.write(out -> {
          try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(Archives.tar(SampleModels.mlpackage()));
            writeZeros(gzip, 17 << 20);
          }
        });
    assertThat(store.refuseArchive(bomb)).contains("after its end");
  }

  @Test
  void takesSmallArchiveOfAnyRatio() throws Exception {
    TestStore store = TestStore.in(data);
    byte[] zip =
        Archives.zip(
            SampleModels.with(SampleModels.mlpackage(), SampleModels.WEIGHTS, new byte[8 << 20]));
    try (StagedBundle staged = store.receive(zip, "a.zip")) {
      assertThat(staged.format()).isEqualTo(BundleFormat.MLPACKAGE);
    }
  }

  private static byte[] zipOfZeros(int size) {
    return Archives.write(out -> {
      try (var zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("zeros"));
        writeZeros(zip, size);
      }
    });
  }

  private static byte[] tarGzOfZeros(String name, int size) {
    return Archives.write(out -> {
      try (var tar = Archives.newTar(new GZIPOutputStream(out))) {
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
        writeZeros(tar, size);
        tar.closeArchiveEntry();
      }
    });
  }

  private static void writeZeros(OutputStream out, int size) throws IOException {
    try (var zeros = new ZerosInputStream(size)) {
      zeros.transferTo(out);
    }
  }
}
