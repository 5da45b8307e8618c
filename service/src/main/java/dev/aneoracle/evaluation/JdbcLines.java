package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lines in which evaluations wait in the database, one a submitter. A claim numbers the row it
 * takes, so the highest number of a line tells when it was served last, on whatever node.
 */
final class JdbcLines {

  private static final String LAST_SERVED =
      "(select max(h.turn) from evaluation h where h.turn is not null and h.route = :route"
          + " and h.turn_of = q.turn_of)";

  private static final String LINES =
      """
      select q.turn_of, q.priority, q.waiting, q.first_id, coalesce(%s, 0) as served
      from (
        select turn_of, priority, count(*) as waiting, min(id) as first_id from evaluation
        where state = 'QUEUED' and kind = :kind and route = :route
        group by turn_of, priority) q
      """
          .formatted(LAST_SERVED);

  private static final String ASKED =
      "select id, kind, route, turn_of, priority from evaluation"
          + " where id in (:ids) and state = 'QUEUED'";

  /** In the order of the index: by id alone SQLite would look through the whole of the rows. */
  private static final String LINES_OF =
      """
      select id, turn_of, priority from evaluation
      where state = 'QUEUED' and kind = :kind and route = :route and turn_of in (:submitters)
      order by turn_of, priority desc, id
      """;

  private static final String BEFORE_IT_IN_THE_LINE_OF =
      """
      (select count(*) from evaluation o
        where o.state = 'QUEUED' and o.kind = e.kind and o.route = e.route
          and o.priority = e.priority and o.turn_of = %s and o.id < e.id)
      """;

  private static final String JOIN =
      """
      update evaluation as e
      set priority = case when e.priority < :priority then :priority else e.priority end,
        turn_of = case when %s < %s then :submitter else e.turn_of end
      where e.id = :id and e.state = 'QUEUED'
        and (e.turn_of <> :submitter or e.priority < :priority)
      """
          .formatted(
              BEFORE_IT_IN_THE_LINE_OF.formatted(":submitter"),
              BEFORE_IT_IN_THE_LINE_OF.formatted("e.turn_of"));

  private static final String DEPTH =
      "select count(*), coalesce(sum(bytes), 0), count(case when kind = 'PREDICT' then 1 end)"
          + " from evaluation where state = 'QUEUED'";

  private final JdbcClient jdbc;
  private final String claim;

  JdbcLines(JdbcClient jdbc, Dialect dialect) {
    this.jdbc = jdbc;
    this.claim = claim(dialect);
  }

  private static String claim(Dialect dialect) {
    return """
    update evaluation
    set state = 'RUNNING', attempt = attempt + 1, owner = :owner, started_at = :now,
      turn = (select coalesce(max(turn), 0) + 1 from evaluation where turn > 0)
    where id = (
      with line as materialized (
        select q.turn_of, coalesce(%s, 0) as served
        from (
          select distinct turn_of from evaluation
          where state = 'QUEUED' and kind = 'MEASURE' and route = :route) q)
      select e.id from evaluation e join line on line.turn_of = e.turn_of
      where e.state = 'QUEUED' and e.kind = 'MEASURE' and e.route = :route
      order by e.priority desc, line.served, e.id limit 1%s)
    returning id
    """
        .formatted(LAST_SERVED, dialect.takeOneNobodyHolds("e"));
  }

  Optional<String> claim(String owner, String route, Instant now) {
    return jdbc.sql(claim)
        .param("owner", owner)
        .param("route", route)
        .param("now", now.toEpochMilli())
        .query(String.class)
        .optional();
  }

  private FairOrder order(EvaluationKind kind, String route) {
    return new FairOrder(
        jdbc.sql(LINES)
            .param("kind", kind.name())
            .param("route", route)
            .query((row, _) ->
                new FairOrder.Line(
                    row.getString("turn_of"),
                    row.getInt("priority"),
                    row.getInt("waiting"),
                    row.getString("first_id"),
                    row.getLong("served")))
            .list());
  }

  FairOrder orderOf(String submitter) {
    return jdbc.sql(
            "select route from evaluation where state = 'QUEUED' and kind = 'MEASURE'"
                + " and submitted_by = ? limit 1")
        .param(submitter)
        .query(String.class)
        .optional()
        .map(route -> order(EvaluationKind.MEASURE, route))
        .orElseGet(() -> new FairOrder(List.of()));
  }

  /** Reads each queue once for all that wait in it. */
  Map<String, Integer> ahead(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<Queue, List<Waiting>> asked = new HashMap<>();
    jdbc.sql(ASKED)
        .param("ids", ids)
        .query(row -> {
          Queue queue =
              new Queue(EvaluationKind.valueOf(row.getString("kind")), row.getString("route"));
          asked.computeIfAbsent(queue, _ -> new ArrayList<>()).add(waiting(row));
        });
    Map<String, Integer> ahead = new HashMap<>();
    asked.forEach((queue, those) -> {
      FairOrder order = order(queue.kind(), queue.route());
      Map<Line, Integer> lengths = new HashMap<>();
      Set<String> wanted = those.stream().map(Waiting::id).collect(Collectors.toSet());
      for (Waiting one : linesOf(queue, those)) {
        Line line = new Line(one.submitter(), one.priority());
        int before = lengths.merge(line, 1, Integer::sum) - 1;
        if (wanted.contains(one.id())) {
          ahead.put(one.id(), order.ahead(one.priority(), one.submitter(), before));
        }
      }
    });
    return ahead;
  }

  /** Returns all that waits in the lines in which some wait, each line from its beginning. */
  private List<Waiting> linesOf(Queue queue, List<Waiting> those) {
    return jdbc.sql(LINES_OF)
        .param("kind", queue.kind().name())
        .param("route", queue.route())
        .param("submitters", those.stream().map(Waiting::submitter).collect(Collectors.toSet()))
        .query((row, _) -> waiting(row))
        .list();
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(row.getString("id"), row.getString("turn_of"), row.getInt("priority"));
  }

  boolean join(Waiting asked) {
    return jdbc.sql(JOIN)
            .param("priority", asked.priority())
            .param("submitter", asked.submitter())
            .param("id", asked.id())
            .update()
        == 1;
  }

  Depth depth() {
    return depth(jdbc.sql(DEPTH));
  }

  Depth depthOf(String submitter) {
    return depth(jdbc.sql(DEPTH + " and submitted_by = :submitter").param("submitter", submitter));
  }

  private static Depth depth(JdbcClient.StatementSpec query) {
    return query
        .query((row, _) -> new Depth(row.getInt(1), row.getLong(2), row.getInt(3)))
        .single();
  }

  /** What is served together. */
  private record Queue(EvaluationKind kind, String route) {}

  /** A line at one priority. */
  private record Line(String submitter, int priority) {}
}
