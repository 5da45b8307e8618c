package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  private static final String PLACE =
      """
      select e.route, e.turn_of, e.priority,
        (select count(*) from evaluation o
          where o.state = 'QUEUED' and o.kind = e.kind and o.route = e.route
            and o.priority = e.priority and o.turn_of = e.turn_of and o.id < e.id) as before
      from evaluation e where e.id = :id and e.state = 'QUEUED'
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

  FairOrder order(EvaluationKind kind, String route) {
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

  int ahead(Evaluation evaluation) {
    return jdbc.sql(PLACE)
        .param("id", evaluation.id())
        .query((row, _) ->
            new Place(
                row.getString("route"),
                new Waiting(evaluation.id(), row.getString("turn_of"), row.getInt("priority")),
                row.getInt("before")))
        .optional()
        .map(place ->
            order(evaluation.kind(), place.route())
                .ahead(place.of().priority(), place.of().submitter(), place.before()))
        .orElse(0);
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

  /** Where a queued evaluation stands: how many are before it in its line at its priority. */
  private record Place(String route, Waiting of, int before) {}
}
