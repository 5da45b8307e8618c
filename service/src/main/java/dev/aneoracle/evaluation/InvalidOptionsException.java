package dev.aneoracle.evaluation;

/** The options do not fit the model; the message says which and what would. */
public final class InvalidOptionsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidOptionsException(String message) {
    super(message);
  }
}
