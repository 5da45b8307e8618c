package dev.aneoracle.api;

/** A part was asked for that is not there. */
final class UnsatisfiableRangeException extends RuntimeException {

  private final long length;

  UnsatisfiableRangeException(String range, long length) {
    super(
        "There are %d bytes, and 'Range: %s' names no part of them; ask for one that is there, or leave Range out."
            .formatted(length, range));
    this.length = length;
  }

  /** Returns how long the whole is. */
  long length() {
    return length;
  }
}
