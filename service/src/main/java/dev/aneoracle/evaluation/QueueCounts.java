package dev.aneoracle.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what has not ended. */
final class QueueCounts {

  private final JdbcClient jdbc;

  QueueCounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Load load() {
    return jdbc.sql(
            """
            select count(case when state = 'QUEUED' then 1 end) as queued,
                   coalesce(sum(case when state = 'QUEUED' then bytes end), 0) as bytes,
                   count(case when state = 'RUNNING' then 1 end) as running,
                   min(case when state = 'QUEUED' then submitted_at end) as oldest
            from evaluation where state in ('QUEUED', 'RUNNING')
            """)
        .query((row, _) -> {
          long oldest = row.getLong("oldest");
          Instant since = row.wasNull() ? null : Instant.ofEpochMilli(oldest);
          return new Load(row.getInt("queued"), row.getLong("bytes"), row.getInt("running"), since);
        })
        .single();
  }

  /**
   * Returns since when the oldest evaluation waits that the node may take; empty where it measures
   * one just now, or none waits.
   *
   * @param session of the node
   * @param alone whether it is the only node, which makes the predictions of earlier runs too
   * @param routes that it takes measurements of
   */
  Optional<Instant> waitingFor(String session, boolean alone, List<String> routes) {
    return jdbc.sql(
            """
            select min(submitted_at) from evaluation
            where state = 'QUEUED'
              and (kind = 'PREDICT' and (accepted_by = :session or :alone)
                or kind = 'MEASURE' and route in (:routes))
              and not exists (select 1 from evaluation where state = 'RUNNING' and owner = :session)
            """)
        .param("session", session)
        .param("alone", alone)
        .param("routes", routes)
        .query((row, _) -> {
          long oldest = row.getLong(1);
          return row.wasNull()
              ? Optional.<Instant>empty()
              : Optional.of(Instant.ofEpochMilli(oldest));
        })
        .single();
  }

  /**
   * How much has not ended.
   *
   * @param bytes of the queued models
   * @param oldest when the oldest queued evaluation was submitted, null where none is queued
   */
  record Load(int queued, long bytes, int running, @Nullable Instant oldest) {}
}
