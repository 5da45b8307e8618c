package dev.aneoracle.evaluation;

/**
 * A client's name for a request that it may send again.
 *
 * @param owner whose key it is: keys of different owners are different
 * @param value as the client wrote it
 */
public record IdempotencyKey(String owner, String value) {}
