package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.mlmodel;
import static dev.aneoracle.bundle.SampleModels.startOfLarge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a client's failure is told from the disk's. */
class IncompleteUploadTests {

  @TempDir Path data;

  @Test
  void saysThatTheClientBrokeOff() {
    TestStore store = TestStore.in(data);
    assertThat(store.refuse(new Broken(), "a.mlmodel", Rejection.INCOMPLETE_UPLOAD))
        .contains("after 0 bytes");
  }

  @Test
  void saysHowMuchCameBeforeTheClientBrokeOff() {
    TestStore store = TestStore.in(data);
    byte[] start = Arrays.copyOf(startOfLarge(8 << 20), 3 << 20);
    var body = new SequenceInputStream(new ByteArrayInputStream(start), new Broken());
    assertThat(store.refuse(body, "a.mlmodel", Rejection.INCOMPLETE_UPLOAD))
        .contains("after " + (47 * BodyReceiver.BUFFER + Head.LENGTH) + " bytes");
  }

  @Test
  void letsTheDisksFailureThrough() throws Exception {
    TestStore store = TestStore.in(data);
    Files.delete(data.resolve("incoming"));
    assertThatIOException().isThrownBy(() -> store.receive(mlmodel(), "a.mlmodel"));
  }

  /** A connection that breaks. */
  private static final class Broken extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("Connection reset by peer");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return read();
    }
  }
}
