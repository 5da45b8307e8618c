package dev.aneoracle.access;

/** The configured tokens cannot be used. */
public final class InvalidTokensException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  InvalidTokensException(String message) {
    super(message);
  }

  InvalidTokensException(String message, Throwable cause) {
    super(message, cause);
  }
}
