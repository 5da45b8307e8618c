package dev.aneoracle.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps models on disk by digest. Thread-safe. */
public interface BundleStore {

  /**
   * Receives an upload: streams it once to disk while hashing, then unpacks an archive safely.
   *
   * @param body the bytes; read to the end, not closed
   * @param filename the name the client gave, null where it gave none; a hint, never trusted
   * @throws BundleRejectedException when it is no bundle, too large or unsafe; nothing is left on
   *     disk
   * @throws IOException when the disk fails
   */
  StagedBundle receive(InputStream body, @Nullable String filename)
      throws BundleRejectedException, IOException;

  /**
   * Moves a staged bundle into the store, durably, or drops it where the digest is there already.
   */
  StoredBundle store(StagedBundle staged) throws IOException;

  /**
   * Returns the stored model with the given digest, which from then on is there after a loss of
   * power too: for what is about to rely on it.
   */
  Optional<StoredBundle> secure(ModelDigest digest) throws IOException;

  /** Returns the stored model with the given digest. */
  Optional<StoredBundle> find(ModelDigest digest);

  /** Returns the digests of all that is stored. */
  List<ModelDigest> digests() throws IOException;

  /** Returns what all that is stored takes, and when each was last of use. */
  List<ShelvedBundle> shelved() throws IOException;

  /** Notes that a stored model was of use; that it was is lost where the disk takes no writes. */
  void used(ModelDigest digest, Instant at);

  /** Removes the model with the given digest, if it is there. */
  void remove(ModelDigest digest) throws IOException;
}
