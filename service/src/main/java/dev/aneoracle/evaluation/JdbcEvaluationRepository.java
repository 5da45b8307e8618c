package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Plan;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps evaluations in SQLite or PostgreSQL. */
final class JdbcEvaluationRepository implements EvaluationRepository {

  /** Names the lock that submissions take in turn; others on the server use other numbers. */
  private static final int ADMISSION = 0x414E454F;

  private static final String WAITING =
      "select id, turn_of, priority from evaluation where state = 'QUEUED' and %s order by id";

  private final JdbcClient jdbc;
  private final TransactionOperations transaction;
  private final Dialect dialect;
  private final JdbcLines lines;
  private final EvaluationJson json = new EvaluationJson();
  private final EvaluationListing listing;
  private final JdbcPermits permits;

  JdbcEvaluationRepository(JdbcClient jdbc, TransactionOperations transaction, Dialect dialect) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.dialect = dialect;
    this.lines = new JdbcLines(jdbc, dialect);
    this.permits = new JdbcPermits(jdbc);
    this.listing = new EvaluationListing(jdbc, new EvaluationRows(json));
  }

  @Override
  public void admitOneByOne() {
    if (dialect.shared()) {
      jdbc.sql("select pg_advisory_xact_lock(?, ?)")
          .params(ADMISSION, 0)
          .query((_, _) -> 0)
          .single();
    }
  }

  @Override
  public void insert(NewEvaluation evaluation) {
    transaction.executeWithoutResult(_ -> {
      jdbc.sql(
              """
              insert into evaluation
                (id, state, kind, priority, question, digest, bytes, submitted_at, subject,
                 route, accepted_by, submitted_by, turn_of)
              values
                (:id, 'QUEUED', :kind, :priority, :question, :digest, :bytes, :submitted, :subject,
                 :route, :session, :submitter, :submitter)
              """)
          .param("id", evaluation.id())
          .param("kind", evaluation.kind().name())
          .param("priority", evaluation.priority())
          .param("question", evaluation.question())
          .param("digest", evaluation.model().digest())
          .param("bytes", evaluation.model().bytes())
          .param("submitted", evaluation.submittedAt().toEpochMilli())
          .param(
              "subject",
              json.write(new EvaluationRows.Subject(evaluation.model(), evaluation.options())))
          .param("route", evaluation.route())
          .param("session", evaluation.acceptedBy())
          .param("submitter", evaluation.submittedBy())
          .update();
      addLabels(evaluation.id(), evaluation.labels());
    });
  }

  @Override
  public Optional<Evaluation> find(String id) {
    return listing.find(id);
  }

  @Override
  public List<Evaluation> find(Collection<String> ids) {
    return listing.find(ids);
  }

  @Override
  public Optional<Evaluation> findByQuestion(String question) {
    return listing.findByQuestion(question);
  }

  @Override
  public List<Evaluation> list(EvaluationFilter filter, @Nullable String before, int limit) {
    return listing.list(filter, before, limit);
  }

  @Override
  public void addLabels(String id, List<String> labels) {
    for (String label : labels) {
      jdbc.sql(
              "insert into evaluation_label (label, evaluation_id) values (?, ?)"
                  + " on conflict do nothing")
          .params(label, id)
          .update();
    }
  }

  @Override
  public Optional<Evaluation> claim(String owner, String route, Instant now) {
    return lines.claim(owner, route, now).flatMap(this::find);
  }

  @Override
  public boolean join(Waiting asked) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          boolean joined = lines.join(asked);
          if (joined) {
            permits.raise(asked);
          }
          return joined;
        }));
  }

  @Override
  public boolean finishPrediction(String id, Instant startedAt, Ending ending) {
    return finish(
        ending,
        id,
        "state = 'QUEUED' and kind = 'PREDICT'",
        Map.of("started", startedAt.toEpochMilli()));
  }

  @Override
  public boolean finishMeasurement(String id, int attempt, Ending ending) {
    return finish(
        ending, id, "state = 'RUNNING' and attempt = :attempt", Map.of("attempt", attempt));
  }

  private boolean finish(Ending ending, String id, String guard, Map<String, ?> parameters) {
    String started = parameters.containsKey("started") ? ", started_at = :started" : "";
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          int changed =
              jdbc.sql(
                      "update evaluation set state = :state, owner = null, finished_at = :at,"
                          + " verdict = :verdict, answer = :answer"
                          + started
                          + " where id = :id and "
                          + guard)
                  .params(parameters)
                  .param("state", ending.state().name())
                  .param("at", ending.at().toEpochMilli())
                  .param("verdict", verdictOf(ending.answer()))
                  .param("answer", json.write(ending.answer()))
                  .param("id", id)
                  .update();
          if (changed == 1 && !ending.operations().isEmpty()) {
            jdbc.sql(
                    "insert into evaluation_operations (evaluation_id, placements)"
                        + " values (?, ?)")
                .params(id, json.writeOperations(ending.operations()))
                .update();
          }
          if (changed == 1 && !ending.plan().isEmpty()) {
            jdbc.sql("insert into evaluation_plan (evaluation_id, rows) values (?, ?)")
                .params(id, json.writePlan(ending.plan()))
                .update();
          }
          return changed == 1;
        }));
  }

  private static @Nullable String verdictOf(Answer answer) {
    return answer.verdict() == null ? null : answer.verdict().status().name();
  }

  @Override
  public boolean release(String id, int attempt) {
    return jdbc.sql(
                "update evaluation set state = 'QUEUED', owner = null"
                    + " where id = ? and attempt = ? and state = 'RUNNING'")
            .params(id, attempt)
            .update()
        == 1;
  }

  @Override
  public boolean handBack(String id, int attempt) {
    return jdbc.sql(
                "update evaluation set state = 'QUEUED', owner = null, attempt = attempt - 1,"
                    + " turn = null"
                    + " where id = ? and attempt = ? and state = 'RUNNING'")
            .params(id, attempt)
            .update()
        == 1;
  }

  @Override
  public int releaseAll(String owner) {
    return jdbc.sql(
            "update evaluation set state = 'QUEUED', owner = null"
                + " where owner = ? and state = 'RUNNING'")
        .param(owner)
        .update();
  }

  @Override
  public int releaseOrphaned() {
    return jdbc.sql(
            """
            update evaluation set state = 'QUEUED', owner = null
            where state = 'RUNNING'
              and owner not in (select session from node where session is not null)
            """)
        .update();
  }

  @Override
  public boolean cancel(String id, Instant now) {
    return jdbc.sql(
                "update evaluation set state = 'CANCELLED', owner = null, finished_at = ?"
                    + " where id = ? and state in ('QUEUED', 'RUNNING')")
            .params(now.toEpochMilli(), id)
            .update()
        == 1;
  }

  @Override
  public boolean remove(String id) {
    return jdbc.sql(
                "delete from evaluation"
                    + " where id = ? and state in ('SUCCEEDED', 'FAILED', 'CANCELLED')")
            .param(id)
            .update()
        == 1;
  }

  @Override
  public List<Waiting> queued(EvaluationKind kind) {
    return waiting(jdbc.sql(WAITING.formatted("kind = ?")).param(kind.name()));
  }

  @Override
  public List<Waiting> predictionsOf(String session) {
    return waiting(
        jdbc.sql(WAITING.formatted("kind = 'PREDICT' and accepted_by = ?")).param(session));
  }

  @Override
  public List<Waiting> orphanedPredictions() {
    return waiting(
        jdbc.sql(
            WAITING.formatted(
                """
                kind = 'PREDICT' and (accepted_by is null
                  or accepted_by not in (select session from node where session is not null))
                """)));
  }

  private static List<Waiting> waiting(JdbcClient.StatementSpec query) {
    return query
        .query((row, _) -> new Waiting(row.getString(1), row.getString(2), row.getInt(3)))
        .list();
  }

  @Override
  public List<Permitless> withoutPermit() {
    return permits.missing();
  }

  @Override
  public Set<String> unended(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.sql("select id from evaluation where id in (:ids) and state in ('QUEUED', 'RUNNING')")
            .param("ids", ids)
            .query((row, _) -> row.getString(1))
            .list());
  }

  @Override
  public int predictOnly() {
    return jdbc.sql(
            "update evaluation set kind = 'PREDICT' where state = 'QUEUED' and kind = 'MEASURE'")
        .update();
  }

  @Override
  public int hurryPermits(Instant now) {
    return permits.hurry(now);
  }

  @Override
  public Depth depth() {
    return lines.depth();
  }

  @Override
  public Depth depthOf(String submitter) {
    return lines.depthOf(submitter);
  }

  @Override
  public Map<String, Integer> ahead(Collection<String> ids) {
    return lines.ahead(ids);
  }

  @Override
  public FairOrder orderOf(String submitter) {
    return lines.orderOf(submitter);
  }

  @Override
  public boolean runs(String id, int attempt) {
    return jdbc.sql(
            "select exists (select 1 from evaluation"
                + " where id = ? and attempt = ? and state = 'RUNNING')")
        .params(id, attempt)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<ModelSummary> model(String digest) {
    return jdbc.sql("select subject from evaluation where digest = ? order by id desc limit 1")
        .param(digest)
        .query((row, _) -> json.read(row.getString(1), EvaluationRows.Subject.class).model())
        .optional();
  }

  @Override
  public boolean uses(String digest) {
    return jdbc.sql("select exists (select 1 from evaluation where digest = ?)")
        .param(digest)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<List<Plan.Row>> plan(String id) {
    return jdbc.sql("select rows from evaluation_plan where evaluation_id = ?")
        .param(id)
        .query((row, _) -> json.readPlan(row.getBytes(1)))
        .optional();
  }

  @Override
  public Optional<List<TargetOperations>> operations(String id) {
    return jdbc.sql("select placements from evaluation_operations where evaluation_id = ?")
        .param(id)
        .query((row, _) -> json.readOperations(row.getBytes(1)))
        .optional();
  }
}
