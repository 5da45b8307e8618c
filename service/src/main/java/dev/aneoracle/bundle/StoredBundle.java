package dev.aneoracle.bundle;

import java.nio.file.Path;
import java.util.List;

/**
 * A model in the store.
 *
 * @param path the {@code .mlmodel} file, or the {@code .mlpackage} or {@code .mlmodelc} directory
 * @param bytes the size of its regular files
 * @param warnings what is odd about it but does not stop a prediction, such as a weight file that
 *     is a Git LFS pointer
 */
public record StoredBundle(
    ModelDigest digest, BundleFormat format, Path path, long bytes, List<String> warnings) {

  public StoredBundle {
    warnings = List.copyOf(warnings);
  }
}
