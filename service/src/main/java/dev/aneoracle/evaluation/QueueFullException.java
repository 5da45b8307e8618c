package dev.aneoracle.evaluation;

import java.time.Duration;

/** The queue takes no more for now. */
public final class QueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  QueueFullException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** Returns when to try again, by the service times measured so far. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
