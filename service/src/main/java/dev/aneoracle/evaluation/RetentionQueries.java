package dev.aneoracle.evaluation;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the database what may go. */
record RetentionQueries(JdbcClient jdbc) {

  /** Returns whether an evaluation that has not ended is of the model. */
  boolean needs(String digest) {
    return jdbc.sql(
            "select exists (select 1 from evaluation"
                + " where digest = ? and state in ('QUEUED', 'RUNNING'))")
        .param(digest)
        .query(Boolean.class)
        .single();
  }

  /** Returns the ids of evaluations that ended before a time, the earliest submitted first. */
  List<String> endedBefore(Instant time, int limit) {
    // Ids begin with the time of submission, which is before that of the end and has an index.
    return jdbc.sql(
            """
            select id from evaluation
            where id < :first and finished_at < :time
              and state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            order by id limit :limit
            """)
        .param("first", IdSource.firstOf(time))
        .param("time", time.toEpochMilli())
        .param("limit", limit)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
