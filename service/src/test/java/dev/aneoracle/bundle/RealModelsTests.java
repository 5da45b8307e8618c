package dev.aneoracle.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tests with models that people made, where the folder with them is there. */
class RealModelsTests {

  private static final Path MODELS =
      Path.of(System.getProperty("ane-oracle.shared", "../../shared"), "models");

  private static final Map<String, Set<Rejection>> BAD =
      Map.of(
          "bad-lfs-pointer-squeezenet", Set.of(Rejection.GIT_LFS_POINTER),
          "bad-lfs-mlpackage", Set.of(Rejection.GIT_LFS_POINTER),
          "bad-manifest-only", Set.of(Rejection.NOT_A_CORE_ML_MODEL),
          "bad-gzip-model", Set.of(Rejection.UNSUPPORTED_FORMAT),
          "bad-other-format-knn",
              Set.of(Rejection.NOT_A_CORE_ML_MODEL, Rejection.UNSUPPORTED_FORMAT));

  /** Their weights or other binary parts were left out or are Git LFS pointers. */
  private static final List<String> INCOMPLETE =
      List.of(
          "espresso-inceptionv3",
          "espresso-small-unet",
          "fastvit-ma36-f16",
          "katago-29x29",
          "kokoro-duration",
          "parakeet-eou-decoder",
          "parakeet-eou-encoder-1280ms",
          "whisper-tiny-encoder");

  @TempDir Path data;

  @BeforeEach
  void requireModels() {
    assumeTrue(Files.isDirectory(MODELS), "No models in " + MODELS + ", set ane-oracle.shared");
  }

  @TestFactory
  Stream<DynamicTest> takesEveryGoodModelHoweverItIsPacked() throws IOException {
    return bundles()
        .filter(bundle -> !BAD.containsKey(folder(bundle)))
        .map(bundle -> DynamicTest.dynamicTest(name(bundle), () -> assertTaken(bundle)));
  }

  @TestFactory
  Stream<DynamicTest> refusesEveryBadModel() throws IOException {
    return bundles()
        .filter(bundle -> BAD.containsKey(folder(bundle)))
        .map(bundle -> DynamicTest.dynamicTest(name(bundle), () -> assertRefused(bundle)));
  }

  private void assertTaken(Path bundle) throws Exception {
    TestStore store = TestStore.in(data);
    String name = bundle.getFileName().toString();
    if (Files.isRegularFile(bundle)) {
      StoredBundle stored = store.keep(Files.readAllBytes(bundle), name);
      assertThat(stored.path()).hasSameBinaryContentAs(bundle);
      assertThat(store.digest(Archives.zip(Map.of(name, Files.readAllBytes(bundle))), "a.zip"))
          .isEqualTo(stored.digest());
      return;
    }
    Map<String, byte[]> files = files(bundle);
    StoredBundle stored = store.keep(Archives.zip(files), "a.zip");
    assertThat(stored.path().toString()).endsWith(name.substring(name.lastIndexOf('.')));
    assertThat(stored.bytes()).isEqualTo(files.values().stream().mapToLong(b -> b.length).sum());
    assertThat(store.digest(Archives.tarGz(files), "a.tar.gz")).isEqualTo(stored.digest());
    if (INCOMPLETE.contains(folder(bundle))) {
      assertThat(stored.warnings()).isNotEmpty();
    }
  }

  private void assertRefused(Path bundle) throws IOException {
    TestStore store = TestStore.in(data.resolve("data"));
    byte[] body =
        Files.isDirectory(bundle) ? Archives.zip(files(bundle)) : Files.readAllBytes(bundle);
    try (StagedBundle staged = store.receive(body, bundle.getFileName().toString())) {
      throw new AssertionError("Taken as " + staged.format());
    } catch (BundleRejectedException refused) {
      assertThat(BAD.get(folder(bundle))).contains(refused.rejection());
    }
    assertThat(store.files()).isEmpty();
  }

  private static Stream<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.walk(MODELS, 2)) {
      return files
          .filter(file -> file.getParent() != null && MODELS.equals(file.getParent().getParent()))
          .filter(
              file -> !Set.of("LICENSES", "ground-truth", "mil-fixtures-a").contains(folder(file)))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Map<String, byte[]> files(Path bundle) throws IOException {
    var read = new LinkedHashMap<String, byte[]>();
    try (Stream<Path> files = Files.walk(bundle)) {
      files.filter(Files::isRegularFile).forEach(file -> read.put(path(bundle, file), bytes(file)));
    }
    return read;
  }

  private static String path(Path bundle, Path file) {
    return bundle.getFileName() + "/" + bundle.relativize(file);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String folder(Path bundle) {
    return MODELS.relativize(bundle).getName(0).toString();
  }

  private static String name(Path bundle) {
    return MODELS.relativize(bundle).toString();
  }
}
