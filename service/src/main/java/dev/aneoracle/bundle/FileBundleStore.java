package dev.aneoracle.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps bundles in a directory of its own: uploads under {@code incoming}, stored ones under {@code
 * bundles/ab/abcd…}. A bundle appears and goes by a rename, so there is never half a one, and it is
 * on the disk before {@link #store} returns. Several processes may use the directory where each has
 * an {@code incoming} of its own on the same disk.
 */
public final class FileBundleStore implements BundleStore {

  private static final Logger logger = LoggerFactory.getLogger(FileBundleStore.class);

  /** The folder of the stored bundles. */
  public static final String BUNDLES = "bundles";

  private static final int MOVE_ATTEMPTS = 5;

  private final Path incoming;

  private final Path bundles;

  private final DiskSpace space;

  private final BodyReceiver receiver;

  private final Staging staging;

  /** Shelves stay, so their names need forcing to disk only once. */
  private final Set<Path> durableShelves = ConcurrentHashMap.newKeySet();

  /**
   * Opens the store, creating it where needed, and sweeps what earlier runs left half done.
   *
   * @param directory takes the stored bundles
   * @param incoming takes uploads until they are stored: this process's own, on the same disk
   * @throws UncheckedIOException when the directory cannot be used
   */
  public FileBundleStore(Path directory, Path incoming, BundleLimits limits) {
    this(directory, incoming, limits, () -> directory.toFile().getUsableSpace());
  }

  FileBundleStore(Path directory, BundleLimits limits) {
    this(directory, directory.resolve("incoming"), limits);
  }

  FileBundleStore(Path directory, BundleLimits limits, LongSupplier usableSpace) {
    this(directory, directory.resolve("incoming"), limits, usableSpace);
  }

  private FileBundleStore(
      Path directory, Path incoming, BundleLimits limits, LongSupplier usableSpace) {
    this.incoming = incoming;
    this.bundles = directory.resolve(BUNDLES);
    this.space = new DiskSpace(limits.minFree().toBytes(), usableSpace);
    this.receiver = new BodyReceiver(limits.maxUpload().toBytes(), space);
    this.staging = new Staging(limits, space);
    try {
      Directories.createPrivate(incoming);
      Directories.createPrivate(bundles);
      sweep();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot use the data directory " + directory, failure);
    }
  }

  @Override
  public StagedBundle receive(InputStream body, @Nullable String filename)
      throws BundleRejectedException, IOException {
    space.require();
    Incoming upload = Incoming.createIn(incoming);
    boolean staged = false;
    try {
      Received received = receiver.receive(body, filename, upload.received());
      FileStagedBundle bundle = staging.stage(upload, received, filename);
      // where the same is stored already this one will hardly be
      StagedBundle ready = find(bundle.digest()).isPresent() ? bundle : bundle.force();
      staged = true;
      return ready;
    } catch (IOException failure) {
      if (DiskSpace.isFull(failure)) {
        throw Rejections.storageFull("no space left");
      }
      throw failure;
    } finally {
      if (!staged) {
        upload.close();
      }
    }
  }

  @Override
  public StoredBundle store(StagedBundle staged) throws IOException {
    if (!(staged instanceof FileStagedBundle bundle)) {
      throw new IllegalArgumentException("Not received by this store: " + staged.getClass());
    }
    ModelDigest digest = bundle.digest();
    Path home = home(digest);
    if (secure(digest).isEmpty()) {
      Path content = bundle.force().incoming().content();
      bundle.record().write(content);
      Directories.syncNames(content);
      Directories.createPrivate(shelf(digest));
      moveIn(content, home, digest);
      settle(digest);
    }
    bundle.close();
    return find(digest)
        .orElseThrow(() -> new NoSuchFileException(home.toString(), null, "removed meanwhile"));
  }

  @Override
  public Optional<StoredBundle> find(ModelDigest digest) {
    Path home = home(digest);
    try {
      StoredRecord record = StoredRecord.read(home);
      Path model = home.resolve(StoredRecord.modelName(record.format()));
      return Files.exists(model)
          ? Optional.of(
              new StoredBundle(digest, record.format(), model, record.bytes(), record.warnings()))
          : Optional.empty();
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException damaged) {
      logger.warn("Stored bundle cannot be read, it counts as absent digest={}", digest, damaged);
      return Optional.empty();
    }
  }

  /** Another upload may have moved it in a moment ago, and not have come to settling it yet. */
  @Override
  public Optional<StoredBundle> secure(ModelDigest digest) throws IOException {
    Optional<StoredBundle> found = find(digest);
    if (found.isPresent() && !StoredRecord.isSettled(home(digest))) {
      settle(digest);
    }
    return found;
  }

  private void settle(ModelDigest digest) throws IOException {
    Directories.sync(shelf(digest));
    if (!durableShelves.contains(shelf(digest))) {
      Directories.sync(bundles);
      durableShelves.add(shelf(digest));
    }
    try {
      StoredRecord.settled(home(digest));
    } catch (IOException unwritable) {
      logger.debug("Bundle is on the disk, not noted digest={}", digest, unwritable);
    }
  }

  @Override
  public List<ModelDigest> digests() throws IOException {
    try (Stream<Path> found =
        Files.find(bundles, 2, (path, attributes) -> attributes.isDirectory())) {
      return found
          .map(path -> String.valueOf(path.getFileName()))
          .filter(ModelDigest::isHex)
          .map(ModelDigest::new)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public List<ShelvedBundle> shelved() throws IOException {
    List<ShelvedBundle> shelved = new ArrayList<>();
    for (ModelDigest digest : digests()) {
      Path home = home(digest);
      try {
        Instant lastUsed = StoredRecord.lastUsed(home);
        shelved.add(new ShelvedBundle(digest, StoredRecord.read(home).bytes(), lastUsed));
      } catch (IOException goneOrDamaged) {
        logger.debug("Bundle is not there as a whole digest={}", digest, goneOrDamaged);
      }
    }
    return shelved;
  }

  @Override
  public void used(ModelDigest digest, Instant at) {
    try {
      StoredRecord.use(home(digest), at);
    } catch (IOException unwritable) {
      logger.debug("Use of a bundle not noted digest={}", digest, unwritable);
    }
  }

  @Override
  public void remove(ModelDigest digest) throws IOException {
    Path home = home(digest);
    try (Incoming leaving = Incoming.createIn(incoming)) {
      Files.move(home, leaving.content(), StandardCopyOption.ATOMIC_MOVE);
      Directories.sync(shelf(digest));
    } catch (NoSuchFileException absent) {
      logger.debug("Bundle to remove is not there digest={}", digest);
    }
  }

  /** A rename onto a full directory fails: then it was there first, or what is there is damaged. */
  private void moveIn(Path content, Path home, ModelDigest digest) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(content, home, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException occupied) {
        if (find(digest).isPresent()) {
          return;
        }
        if (attempt == MOVE_ATTEMPTS || !Files.exists(content)) {
          throw occupied;
        }
        remove(digest);
      }
    }
  }

  private Path home(ModelDigest digest) {
    return shelf(digest).resolve(digest.hex());
  }

  /** Spreads the bundles, for directories with very many names are slow. */
  private Path shelf(ModelDigest digest) {
    return bundles.resolve(digest.hex().substring(0, 2));
  }

  private void sweep() throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming)) {
      for (Path leftover : leftovers) {
        Directories.delete(leftover);
      }
    }
  }
}
