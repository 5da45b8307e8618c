package dev.aneoracle.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that damage anywhere is either harmless or refused, and leaves nothing behind. */
class MutationTests {

  private static final int ROUNDS = 80;

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"zip", "zip64", "tar", "tar.gz", "mlmodel"})
  void acceptsOrRefusesDamagedUploadCleanly(String kind) throws IOException {
    TestStore store = TestStore.in(data);
    byte[] valid = valid(kind);
    var random = new Random(kind.hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = valid.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try (StagedBundle staged = store.receive(damaged, "a." + kind)) {
        assertThat(staged.path()).exists();
      } catch (BundleRejectedException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
      assertThat(store.files()).as("round %d", round).isEmpty();
    }
  }

  private static byte[] valid(String kind) {
    Map<String, byte[]> files = SampleModels.in("Foo.mlpackage", SampleModels.mlpackage());
    return switch (kind) {
      case "zip" -> Archives.zip(files);
      case "zip64" -> {
        var zip = ForgedZip.create().zip64();
        files.forEach(zip::add);
        yield zip.build();
      }
      case "tar" -> Archives.tar(files);
      case "tar.gz" -> Archives.tarGz(files);
      default -> SampleModels.mlmodel();
    };
  }
}
