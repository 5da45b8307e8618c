package dev.aneoracle.evaluation;

import java.time.Duration;

/** The queue takes no more for now. */
public final class QueueFullException extends NoRoomException {

  private static final long serialVersionUID = 1L;

  QueueFullException(String message, Duration retryAfter) {
    super(message, retryAfter);
  }
}
