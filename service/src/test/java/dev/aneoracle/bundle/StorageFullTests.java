package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.mlmodel;
import static dev.aneoracle.bundle.SampleModels.startOfLarge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Tests that uploads leave space on the disk. */
class StorageFullTests {

  private static final BundleLimits LIMITS =
      new BundleLimits(
          DataSize.ofMegabytes(256),
          DataSize.ofMegabytes(512),
          1000,
          200,
          32,
          DataSize.ofMegabytes(10));

  @TempDir Path data;

  @Test
  void refusesUploadWhenThereIsTooLittleSpace() {
    TestStore store = TestStore.in(data, LIMITS, () -> 9 << 20);
    assertThat(store.refuse(mlmodel(), "a.mlmodel", Rejection.STORAGE_FULL))
        .contains("9 MiB left", "10 MiB must stay free");
  }

  @Test
  void takesUploadWhenThereIsJustEnough() throws Exception {
    TestStore store = TestStore.in(data, LIMITS, () -> 10 << 20);
    assertThat(store.keep(mlmodel(), "a.mlmodel").bytes()).isEqualTo(mlmodel().length);
  }

  @Test
  void endsUploadWhenSpaceRunsOutMeanwhile() {
    var free = new AtomicLong(11 << 20);
    TestStore store = TestStore.in(data, LIMITS, () -> free.getAndAdd(-(2 << 20)));
    InputStream body =
        new SequenceInputStream(
            new ByteArrayInputStream(startOfLarge(129 << 20)), new ZerosInputStream(128 << 20));
    assertThat(store.refuse(body, "a.mlmodel", Rejection.STORAGE_FULL)).contains("left");
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "/data/x: Disk quota exceeded"})
  void tellsAFullDiskByTheSystemsWords(String message) {
    assertThat(DiskSpace.isFull(new IOException(message))).isTrue();
  }

  @Test
  void doesNotTakeOtherFailuresForAFullDisk() {
    assertThat(DiskSpace.isFull(new IOException("Input/output error"))).isFalse();
    assertThat(DiskSpace.isFull(new IOException())).isFalse();
  }
}
