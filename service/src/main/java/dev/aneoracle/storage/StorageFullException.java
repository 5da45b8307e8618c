package dev.aneoracle.storage;

/** There is less space than what the database and results may need. */
public final class StorageFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StorageFullException(long free, long reserve) {
    super(
        "The server's disk has %d bytes left, and %d are kept for what was accepted before. Try again later, or ask the operator to make room."
            .formatted(free, reserve));
  }
}
