package dev.aneoracle.evaluation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers which request each idempotency key came with and which evaluation answers it. A key is
 * taken in the transaction that accepts the evaluation, so of several requests with one key at once
 * the later ones wait for the first.
 */
final class IdempotencyKeys {

  private static final String FIND =
      "select fingerprint, evaluation_id from idempotency_key"
          + " where owner = ? and idempotency_key = ? and created_at >= ?";

  private final JdbcClient jdbc;
  private final Duration kept;
  private final InstantSource clock;

  IdempotencyKeys(JdbcClient jdbc, Duration kept, InstantSource clock) {
    this.jdbc = jdbc;
    this.kept = kept;
    this.clock = clock;
  }

  /** Returns whether the key has been answered. */
  boolean known(IdempotencyKey key) {
    return find(key, oldest()).isPresent();
  }

  /**
   * Takes the key for a request, within the caller's transaction.
   *
   * @return the id of the evaluation that answers it already, empty where the caller has to
   * @throws IdempotencyKeyReusedException where it came with another request before
   */
  Optional<String> take(IdempotencyKey key, String fingerprint) {
    long oldest = oldest();
    jdbc.sql("delete from idempotency_key where created_at < ?").param(oldest).update();
    int taken =
        jdbc.sql(
                """
                insert into idempotency_key (owner, idempotency_key, fingerprint, created_at)
                values (?, ?, ?, ?) on conflict do nothing
                """)
            .params(key.owner(), key.value(), fingerprint, clock.millis())
            .update();
    if (taken == 1) {
      return Optional.empty();
    }
    Taken earlier = find(key, oldest).orElseThrow();
    if (!earlier.fingerprint().equals(fingerprint)) {
      throw new IdempotencyKeyReusedException(key, earlier.evaluation());
    }
    return Optional.of(earlier.evaluation());
  }

  /** Notes which evaluation answers the key, in the transaction that took it. */
  void answer(IdempotencyKey key, String evaluation) {
    jdbc.sql("update idempotency_key set evaluation_id = ? where owner = ? and idempotency_key = ?")
        .params(evaluation, key.owner(), key.value())
        .update();
  }

  private Optional<Taken> find(IdempotencyKey key, long oldest) {
    return jdbc.sql(FIND)
        .params(key.owner(), key.value(), oldest)
        .query((row, _) -> new Taken(row.getString(1), row.getString(2)))
        .optional();
  }

  private long oldest() {
    return clock.instant().minus(kept).toEpochMilli();
  }

  private record Taken(String fingerprint, String evaluation) {}
}
