package dev.aneoracle.evaluation;

/** An idempotency key came again with another request. */
public final class IdempotencyKeyReusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IdempotencyKeyReusedException(IdempotencyKey key, String evaluation) {
    super(
        "The Idempotency-Key '%s' was sent before with another model or other options (evaluation %s). Make a new key for a new request."
            .formatted(key.value(), evaluation));
  }
}
