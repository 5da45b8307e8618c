package dev.aneoracle.coreml;

/**
 * The file is not a Core ML model that this reader understands; the message says what and where.
 */
public final class CoreMlFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a sentence for the user. */
  public CoreMlFormatException(String message) {
    super(message);
  }

  /** Creates the exception with a sentence for the user and the library's error. */
  public CoreMlFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
