package dev.aneoracle.evaluation;

/** This node cannot be on the same database as the others. */
public final class FleetException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  FleetException(String message) {
    super(message);
  }
}
