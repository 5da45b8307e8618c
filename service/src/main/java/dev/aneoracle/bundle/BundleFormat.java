package dev.aneoracle.bundle;

/** The forms of a Core ML model on disk. */
public enum BundleFormat {
  /** One protobuf file. */
  MLMODEL("mlmodel"),
  /** A package directory with a manifest. */
  MLPACKAGE("mlpackage"),
  /** A compiled directory. */
  MLMODELC("mlmodelc");

  private final String extension;

  BundleFormat(String extension) {
    this.extension = extension;
  }

  /** Returns the file ending without the dot. */
  public String extension() {
    return extension;
  }
}
