package dev.aneoracle.bundle;

/**
 * Where in an archive the model is.
 *
 * @param path the model's file or directory; empty where the archive's root is the package
 */
record LocatedModel(BundleFormat format, String path) {

  /** Returns its own name, empty for the archive's root. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
