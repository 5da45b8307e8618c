package dev.aneoracle.bundle;

import java.nio.file.Path;
import java.util.List;

/**
 * A received and unpacked bundle that is not in the store yet. Closing it removes what is left of
 * it on disk; after {@link BundleStore#store} there is nothing left.
 */
public interface StagedBundle extends AutoCloseable {

  /** Returns the model's digest. */
  ModelDigest digest();

  /** Returns the form it has, told by content. */
  BundleFormat format();

  /** Returns the name that a user would know it by, such as {@code MNISTClassifier.mlmodel}. */
  String name();

  /** Returns the file or directory, under a name with the ending of its format. */
  Path path();

  /** Returns how many bytes came over the network. */
  long receivedBytes();

  /** Returns what is odd about it but does not stop a prediction. */
  List<String> warnings();

  @Override
  void close();
}
