package dev.aneoracle.bundle;

/** What the bytes of an upload are wrapped in. */
enum Container {
  SINGLE_FILE,
  ZIP,
  TAR,
  TAR_GZ
}
