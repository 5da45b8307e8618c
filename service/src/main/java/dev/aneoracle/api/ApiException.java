package dev.aneoracle.api;

/** Ends a request with a problem document. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;

  ApiException(ProblemType type, String detail) {
    super(detail);
    this.type = type;
  }

  ProblemType type() {
    return type;
  }
}
