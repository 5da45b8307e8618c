package dev.aneoracle.evaluation;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps which nodes are in maintenance, so that a restart does not end it. */
final class MaintenanceRepository {

  private final JdbcClient jdbc;

  MaintenanceRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<MaintenanceNotice> find(String node) {
    return jdbc.sql("select since, reason from maintenance where node = ?")
        .param(node)
        .query((row, _) ->
            new MaintenanceNotice(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)))
        .optional();
  }

  /** Writes the notice; one that is there keeps its time. */
  void put(String node, MaintenanceNotice notice) {
    jdbc.sql(
            """
            insert into maintenance (node, since, reason) values (:node, :since, :reason)
            on conflict (node) do update set reason = excluded.reason
            """)
        .param("node", node)
        .param("since", notice.since().toEpochMilli())
        .param("reason", notice.reason())
        .update();
  }

  void remove(String node) {
    jdbc.sql("delete from maintenance where node = ?").param(node).update();
  }
}
