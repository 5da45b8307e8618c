package dev.aneoracle.evaluation;

import java.time.Duration;

/** A submission finds no room for now. */
public abstract class NoRoomException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  NoRoomException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** Returns when a place will probably be free that nobody else was promised. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
