package dev.aneoracle.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A store in a test's directory, and what tests ask of it. */
record TestStore(Path data, FileBundleStore store) {

  static final BundleLimits LIMITS =
      new BundleLimits(
          DataSize.ofMegabytes(256), DataSize.ofMegabytes(512), 1000, 200, 32, DataSize.ofBytes(0));

  static TestStore in(Path data) {
    return in(data, LIMITS);
  }

  /** Opens the store of a node that shares a directory with others. */
  static TestStore ofNode(Path shared, String node) {
    return new TestStore(
        shared, new FileBundleStore(shared, shared.resolve("incoming").resolve(node), LIMITS));
  }

  static TestStore in(Path data, BundleLimits limits) {
    return new TestStore(data, new FileBundleStore(data, limits));
  }

  static TestStore in(Path data, BundleLimits limits, LongSupplier usableSpace) {
    return new TestStore(data, new FileBundleStore(data, limits, usableSpace));
  }

  StagedBundle receive(byte[] body, @Nullable String filename)
      throws BundleRejectedException, IOException {
    return store.receive(new ByteArrayInputStream(body), filename);
  }

  StoredBundle keep(byte[] body, @Nullable String filename)
      throws BundleRejectedException, IOException {
    try (StagedBundle staged = receive(body, filename)) {
      return store.store(staged);
    }
  }

  ModelDigest digest(byte[] body, @Nullable String filename)
      throws BundleRejectedException, IOException {
    try (StagedBundle staged = receive(body, filename)) {
      return staged.digest();
    }
  }

  /** Sends what must be refused, and makes sure that nothing is left of it. */
  String refuse(byte[] body, @Nullable String filename, Rejection expected) {
    return refuse(new ByteArrayInputStream(body), filename, expected);
  }

  String refuse(InputStream body, @Nullable String filename, Rejection expected) {
    var rejected =
        catchThrowableOfType(
            BundleRejectedException.class, () -> store.receive(body, filename).close());
    assertThat(rejected).as("rejection").isNotNull();
    assertThat(rejected.rejection()).as(rejected.getMessage()).isEqualTo(expected);
    assertThat(rejected.getMessage()).endsWith(".").doesNotContain("null");
    assertThat(files()).isEmpty();
    return String.valueOf(rejected.getMessage());
  }

  String refuseArchive(byte[] body) {
    return refuse(body, "model.zip", Rejection.ARCHIVE_REJECTED);
  }

  /** Returns all that lies below the two directories of the store, directories included. */
  Stream<Path> files() {
    return Stream.of("incoming", "bundles").map(data::resolve).flatMap(TestStore::below);
  }

  private static Stream<Path> below(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> !file.equals(directory)).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
