package dev.aneoracle.evaluation;

import dev.aneoracle.TestModels;
import dev.aneoracle.bundle.BundleFormat;
import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.ShelvedBundle;
import dev.aneoracle.bundle.StagedBundle;
import dev.aneoracle.bundle.StoredBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps bundles by a digest that the test chooses. */
final class FakeBundleStore implements BundleStore {

  private final Path folder;
  private final Map<ModelDigest, StoredBundle> stored = new ConcurrentHashMap<>();

  private final Map<ModelDigest, Instant> used = new ConcurrentHashMap<>();
  private final Set<ModelDigest> secured = ConcurrentHashMap.newKeySet();

  FakeBundleStore(Path folder) {
    this.folder = folder;
  }

  /** Returns a valid small model that is not stored yet. */
  synchronized StagedBundle stage(int number) {
    ModelDigest digest = ModelDigest.parse(Samples.digest(number));
    Path file = folder.resolve(number + ".mlmodel");
    try {
      // A stored model never changes, and one that is being read must not.
      if (!Files.exists(file)) {
        Files.write(file, TestModels.add("layer" + number));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Staged(digest, file);
  }

  @Override
  public StagedBundle receive(InputStream body, @Nullable String filename) {
    throw new UnsupportedOperationException("Tests stage bundles by number");
  }

  @Override
  public StoredBundle store(StagedBundle staged) {
    secured.add(staged.digest());
    return put(staged);
  }

  /** Does the first half of what another upload does: a loss of power would take it back. */
  void moveIn(StagedBundle staged) {
    put(staged);
  }

  /** Returns whether a loss of power would leave the model there. */
  boolean secured(int number) {
    return secured.contains(ModelDigest.parse(Samples.digest(number)));
  }

  private StoredBundle put(StagedBundle staged) {
    return stored.computeIfAbsent(
        staged.digest(),
        digest -> new StoredBundle(digest, staged.format(), staged.path(), 100, List.of()));
  }

  @Override
  public Optional<StoredBundle> secure(ModelDigest digest) {
    Optional<StoredBundle> found = find(digest);
    found.ifPresent(one -> secured.add(one.digest()));
    return found;
  }

  @Override
  public Optional<StoredBundle> find(ModelDigest digest) {
    return Optional.ofNullable(stored.get(digest));
  }

  @Override
  public List<ModelDigest> digests() {
    return List.copyOf(stored.keySet());
  }

  @Override
  public List<ShelvedBundle> shelved() {
    return stored.values().stream()
        .map(one ->
            new ShelvedBundle(
                one.digest(), one.bytes(), used.getOrDefault(one.digest(), Instant.EPOCH)))
        .toList();
  }

  @Override
  public void used(ModelDigest digest, Instant at) {
    used.put(digest, at);
  }

  @Override
  public void remove(ModelDigest digest) {
    stored.remove(digest);
    secured.remove(digest);
  }

  private record Staged(ModelDigest digest, Path path) implements StagedBundle {

    @Override
    public BundleFormat format() {
      return BundleFormat.MLMODEL;
    }

    @Override
    public String name() {
      return String.valueOf(path.getFileName());
    }

    @Override
    public long receivedBytes() {
      return 100;
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
