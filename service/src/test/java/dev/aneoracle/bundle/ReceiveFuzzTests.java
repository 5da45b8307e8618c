package dev.aneoracle.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Feeds arbitrary bytes to the whole way from the body to the staged bundle. */
class ReceiveFuzzTests {

  @FuzzTest(maxDuration = "60s")
  @SuppressWarnings("EmptyCatch") // a refusal is as good as a bundle; anything else is a bug
  void receivesOrRefuses(byte[] body) throws IOException {
    Path data = Files.createTempDirectory("receive-fuzz");
    TestStore store = TestStore.in(data);
    try (StagedBundle staged = store.receive(body, "model.zip")) {
      assertThat(staged.path()).exists();
    } catch (BundleRejectedException refused) {
      // as it should
    }
    assertThat(store.files()).isEmpty();
    Directories.delete(data);
  }
}
