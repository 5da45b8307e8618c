package dev.aneoracle.evaluation;

import java.time.Duration;

/**
 * How long idempotency keys are kept.
 *
 * @param kept counted from the first request with a key
 */
public record IdempotencyPeriod(Duration kept) {}
