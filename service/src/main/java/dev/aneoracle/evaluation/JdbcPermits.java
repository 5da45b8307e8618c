package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Permitless;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done with permits beside the scheduler, in its table. */
record JdbcPermits(JdbcClient jdbc) {

  /** Returns the queued measurements that have none, the most urgent first. */
  List<Permitless> missing() {
    return jdbc.sql(
            """
            select e.id, e.route, e.priority from evaluation e
            where e.state = 'QUEUED' and e.kind = 'MEASURE' and not exists (
              select 1 from scheduled_tasks t
              where t.task_name = :prefix || e.route and t.task_instance = e.id)
            order by e.priority desc, e.id
            """)
        .param("prefix", Route.task(""))
        .query((row, _) -> new Permitless(row.getString(1), row.getString(2), row.getInt(3)))
        .list();
  }

  /** Lets an evaluation's permit be taken as early as the evaluation, among those of all routes. */
  void raise(Waiting asked) {
    jdbc.sql(
            """
            update scheduled_tasks set priority = :priority
            where task_name = (select :prefix || e.route from evaluation e where e.id = :id)
              and task_instance = :id and priority < :priority
            """)
        .param("priority", asked.priority())
        .param("prefix", Route.task(""))
        .param("id", asked.id())
        .update();
  }

  /** Makes those due that are far ahead, and ends the holds of a clock that ran ahead. */
  int hurry(Instant now) {
    Timestamp ahead = Timestamp.from(now.plus(Permits.LONGEST_AHEAD));
    // Looking takes no lock; there is hardly ever anything to write.
    boolean none =
        jdbc.sql(
                "select not exists (select 1 from scheduled_tasks"
                    + " where execution_time > :ahead or last_heartbeat > :ahead)")
            .param("ahead", ahead)
            .query(Boolean.class)
            .single();
    if (none) {
      return 0;
    }
    return jdbc.sql(
            """
            update scheduled_tasks
            set execution_time = case when execution_time > :ahead then :now else execution_time end,
              last_heartbeat = case when last_heartbeat > :ahead then :now else last_heartbeat end
            where execution_time > :ahead or last_heartbeat > :ahead
            """)
        .param("now", Timestamp.from(now))
        .param("ahead", ahead)
        .update();
  }
}
