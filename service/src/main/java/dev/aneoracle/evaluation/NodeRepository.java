package dev.aneoracle.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the nodes that are on the database. A node holds its name by a session that it renews; time
 * is the database's, for the clocks of several machines differ.
 */
final class NodeRepository {

  private final JdbcClient jdbc;
  private final Dialect dialect;
  private final EvaluationJson json = new EvaluationJson();

  NodeRepository(JdbcClient jdbc, Dialect dialect) {
    this.jdbc = jdbc;
    this.dialect = dialect;
  }

  /**
   * Begins a session under the node's name, which ends the one it had before.
   *
   * @param instance tells an installation from another one that goes by the same name
   * @param store names the folder of models it uses
   * @return false where another installation holds the name
   */
  boolean join(String instance, String session, String store, NodeReport report) {
    return jdbc.sql(
                """
                insert into node (name, instance, session, store, last_seen, report)
                values (:name, :instance, :session, :store, %s, :report)
                on conflict (name) do update
                set instance = excluded.instance, session = excluded.session,
                  store = excluded.store, last_seen = excluded.last_seen, report = excluded.report
                where node.session is null or node.instance = excluded.instance
                """
                    .formatted(dialect.now()))
            .param("name", report.host().node())
            .param("instance", instance)
            .param("session", session)
            .param("store", store)
            .param("report", json.write(report))
            .update()
        == 1;
  }

  /** Renews a session; false where it has ended. */
  boolean renew(String session, NodeReport report) {
    return jdbc.sql(
                "update node set last_seen = %s, report = :report where session = :session"
                    .formatted(dialect.now()))
            .param("report", json.write(report))
            .param("session", session)
            .update()
        == 1;
  }

  void leave(String session) {
    jdbc.sql("update node set session = null where session = ?").param(session).update();
  }

  /** What was heard of later than now, by a clock that was set back since, is heard of now. */
  void forgetTheFuture() {
    jdbc.sql("update node set last_seen = %1$s where last_seen > %1$s".formatted(dialect.now()))
        .update();
  }

  /** Ends the sessions that nothing was heard of for so long; returns the names of their nodes. */
  List<String> endSilent(Duration silence) {
    return jdbc.sql(
            """
            update node set session = null
            where session is not null and last_seen <= %s - :silence
            returning name
            """
                .formatted(dialect.now()))
        .param("silence", silence.toMillis())
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Forgets the nodes that have no session and were not heard of for so long. */
  void forget(Duration silence) {
    jdbc.sql(
            "delete from node where session is null and last_seen <= %s - :silence"
                .formatted(dialect.now()))
        .param("silence", silence.toMillis())
        .update();
  }

  /** Returns a node with a session that uses another folder of models, if there is one. */
  Optional<String> withAnotherStore(String store) {
    return jdbc.sql(
            "select name from node where session is not null and store <> ? order by name limit 1")
        .param(store)
        .query((row, _) -> row.getString(1))
        .optional();
  }

  List<Node> all() {
    return jdbc.sql("select name, session, last_seen, report from node order by name")
        .query((row, _) ->
            new Node(
                row.getString("name"),
                row.getString("session") != null,
                Instant.ofEpochMilli(row.getLong("last_seen")),
                json.read(row.getString("report"), NodeReport.class)))
        .list();
  }
}
