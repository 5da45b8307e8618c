package dev.aneoracle.evaluation;

import java.time.Duration;

/** The queue takes no more of one submitter for now. */
public final class QuotaExceededException extends NoRoomException {

  private static final long serialVersionUID = 1L;

  QuotaExceededException(String message, Duration retryAfter) {
    super(message, retryAfter);
  }
}
