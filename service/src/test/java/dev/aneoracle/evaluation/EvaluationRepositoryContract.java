package dev.aneoracle.evaluation;

import static dev.aneoracle.evaluation.EvaluationKind.MEASURE;
import static dev.aneoracle.evaluation.EvaluationKind.PREDICT;
import static dev.aneoracle.evaluation.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.SettableClock;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.host.HostInfo;
import dev.aneoracle.placement.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** What every store of evaluations does. */
abstract class EvaluationRepositoryContract {

  private DatabaseFixture database;

  abstract TestDatabase kind();

  @BeforeEach
  void open(@TempDir Path folder) {
    database = kind().open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private EvaluationRepository repository() {
    return database.repository();
  }

  @Test
  void findsWhatWasInserted() {
    repository().insert(Samples.evaluation("01A", PREDICT, 7, "b", "a"));

    Evaluation found = repository().find("01A").orElseThrow();

    assertThat(found)
        .isEqualTo(
            new Evaluation(
                "01A",
                EvaluationState.QUEUED,
                PREDICT,
                0,
                7,
                START,
                null,
                null,
                Samples.model(1),
                Samples.options(),
                List.of("a", "b"),
                "somebody",
                null));
  }

  @Test
  void findsNothingUnderAnUnknownId() {
    assertThat(repository().find("01Z")).isEmpty();
  }

  @Test
  void keepsTheAnswerOfAFinishedPrediction() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5));
    EvaluationRepository.Ending ending = Samples.succeeded(START.plusSeconds(2));

    boolean finished = repository().finishPrediction("01A", START.plusSeconds(1), ending);

    assertThat(finished).isTrue();
    Evaluation found = repository().find("01A").orElseThrow();
    assertThat(found.state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(found.startedAt()).isEqualTo(START.plusSeconds(1));
    assertThat(found.finishedAt()).isEqualTo(START.plusSeconds(2));
    assertThat(found.answer()).isEqualTo(ending.answer());
    assertThat(repository().operations("01A")).contains(ending.operations());
  }

  @Test
  void finishesAPredictionOnce() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5));
    repository().finishPrediction("01A", START, Samples.succeeded(START));

    boolean again = repository().finishPrediction("01A", START, Samples.failed(START));

    assertThat(again).isFalse();
    assertThat(repository().find("01A").orElseThrow().state()).isEqualTo(EvaluationState.SUCCEEDED);
  }

  @Test
  void doesNotFinishAMeasurementAsAPrediction() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));

    assertThat(repository().finishPrediction("01A", START, Samples.succeeded(START))).isFalse();
  }

  @Test
  void claimsByPriorityThenByAge() {
    repository().insert(Samples.evaluation("01B", MEASURE, 5));
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    repository().insert(Samples.evaluation("01C", MEASURE, 9));
    repository().insert(Samples.evaluation("01D", PREDICT, 9));

    List<String> order =
        IntStream.range(0, 3)
            .mapToObj(_ -> repository().claim("node", Route.ANY, START).orElseThrow().id())
            .toList();

    assertThat(order).containsExactly("01C", "01A", "01B");
    assertThat(repository().claim("node", Route.ANY, START)).isEmpty();
  }

  @Test
  void claimsEachEvaluationOnceHoweverManyAsk() throws Exception {
    IntStream.range(0, 20)
        .forEach(i -> repository().insert(Samples.evaluation("01%02d".formatted(i), MEASURE, 5)));
    Set<String> claimed = ConcurrentHashMap.newKeySet();
    Callable<Integer> worker =
        () -> {
          int mine = 0;
          for (var one = repository().claim("node", Route.ANY, START);
              one.isPresent();
              one = repository().claim("node", Route.ANY, START)) {
            assertThat(claimed.add(one.get().id())).isTrue();
            mine++;
          }
          return mine;
        };

    int total = 0;
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> result : workers.invokeAll(List.of(worker, worker, worker, worker))) {
        total += result.get();
      }
    }

    assertThat(total).isEqualTo(20);
  }

  @Test
  void fencesOffAWorkerThatLostItsClaim() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    int lost = repository().claim("slow", Route.ANY, START).orElseThrow().attempt();
    repository().releaseAll("slow");
    int held = repository().claim("quick", Route.ANY, START).orElseThrow().attempt();

    boolean late = repository().finishMeasurement("01A", lost, Samples.failed(START));
    boolean inTime = repository().finishMeasurement("01A", held, Samples.succeeded(START));

    assertThat(late).isFalse();
    assertThat(repository().release("01A", lost)).isFalse();
    assertThat(inTime).isTrue();
    assertThat(repository().find("01A").orElseThrow().state()).isEqualTo(EvaluationState.SUCCEEDED);
  }

  @Test
  void tellsWhichAttemptRuns() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    assertThat(repository().runs("01A", 0)).isFalse();

    repository().claim("node", Route.ANY, START);

    assertThat(repository().runs("01A", 1)).isTrue();
    assertThat(repository().runs("01A", 2)).isFalse();
    repository().release("01A", 1);
    assertThat(repository().runs("01A", 1)).isFalse();
  }

  @Test
  void knowsAModelAsItsNewestEvaluationDoes() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5));

    assertThat(repository().model(Samples.digest(1))).contains(Samples.model(1));
    assertThat(repository().model(Samples.digest(2))).isEmpty();
  }

  @Test
  void releasesOnlyWhatTheOwnerWasRunning() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    repository().insert(Samples.evaluation("01B", MEASURE, 5));
    repository().claim("dead", Route.ANY, START);
    repository().claim("alive", Route.ANY, START);

    assertThat(repository().releaseAll("dead")).isEqualTo(1);
    assertThat(repository().queued(MEASURE)).extracting(Waiting::id).containsExactly("01A");
  }

  @Test
  void cancelsWhatHasNotEndedAndRemovesWhatHas() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5, "label"));

    assertThat(repository().remove("01A")).isFalse();
    assertThat(repository().cancel("01A", START.plusSeconds(3))).isTrue();
    assertThat(repository().cancel("01A", START)).isFalse();
    assertThat(repository().find("01A").orElseThrow().finishedAt()).isEqualTo(START.plusSeconds(3));
    assertThat(repository().remove("01A")).isTrue();
    assertThat(repository().find("01A")).isEmpty();
  }

  @Test
  void aCancelledEvaluationTakesNoAnswer() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    int attempt = repository().claim("node", Route.ANY, START).orElseThrow().attempt();
    repository().cancel("01A", START);

    assertThat(repository().finishMeasurement("01A", attempt, Samples.succeeded(START))).isFalse();
    assertThat(repository().find("01A").orElseThrow().answer()).isNull();
  }

  @Test
  void removesOperationsAndLabelsWithTheirEvaluation() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5, "label"));
    repository().finishPrediction("01A", START, Samples.succeeded(START));

    repository().remove("01A");

    assertThat(repository().operations("01A")).isEmpty();
    assertThat(repository().list(labelled("label"), null, 10)).isEmpty();
  }

  @Test
  void listsNewestFirstFromACursor() {
    for (String id : List.of("01A", "01B", "01C")) {
      repository().insert(Samples.evaluation(id, PREDICT, 5));
    }

    assertThat(repository().list(EvaluationFilter.none(), null, 2))
        .extracting(Evaluation::id)
        .containsExactly("01C", "01B");
    assertThat(repository().list(EvaluationFilter.none(), "01B", 2))
        .extracting(Evaluation::id)
        .containsExactly("01A");
  }

  @Test
  void listsByStateVerdictModelAndLabel() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5, "nightly"));
    repository().insert(Samples.evaluation("01B", PREDICT, 5));
    repository().finishPrediction("01B", START, Samples.succeeded(START));

    assertThat(ids(EvaluationFilter.none().with(EvaluationState.QUEUED))).containsExactly("01A");
    assertThat(
            ids(new EvaluationFilter(null, Verdict.Status.FULL, null, List.of(), null, null, null)))
        .containsExactly("01B");
    assertThat(ids(labelled("nightly"))).containsExactly("01A");
    assertThat(ids(EvaluationFilter.none().withModel(Samples.digest(1))))
        .containsExactly("01B", "01A");
    assertThat(
            ids(EvaluationFilter.none().with(EvaluationState.QUEUED).withModel(Samples.digest(2))))
        .isEmpty();
  }

  @Test
  void listsWhatHasAllTheLabels() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5, "a"));
    repository().insert(Samples.evaluation("01B", PREDICT, 5, "a", "b"));

    assertThat(ids(labelled("a", "b"))).containsExactly("01B");
    assertThat(ids(labelled("a"))).containsExactly("01B", "01A");
  }

  @Test
  void listsWhatWasSubmittedBetweenTwoTimes() {
    SettableClock clock = new SettableClock(START);
    IdSource source = new IdSource(clock);
    String first = source.next();
    clock.move(Duration.ofSeconds(1));
    String second = source.next();
    clock.move(Duration.ofSeconds(1));
    String third = source.next();
    for (String id : List.of(first, second, third)) {
      repository().insert(Samples.evaluation(id, PREDICT, 5));
    }

    assertThat(ids(between(START.plusSeconds(1), null))).containsExactly(third, second);
    assertThat(ids(between(null, START.plusSeconds(1)))).containsExactly(first);
    assertThat(ids(between(START.plusSeconds(1), START.plusSeconds(2)))).containsExactly(second);
    assertThat(ids(between(Instant.MIN, Instant.MAX))).containsExactly(third, second, first);
  }

  private static EvaluationFilter between(@Nullable Instant since, @Nullable Instant until) {
    return new EvaluationFilter(null, null, null, List.of(), null, since, until);
  }

  private static EvaluationFilter labelled(String... labels) {
    return new EvaluationFilter(null, null, null, List.of(labels), null, null, null);
  }

  private List<String> ids(EvaluationFilter filter) {
    return repository().list(filter, null, 10).stream().map(Evaluation::id).toList();
  }

  @Test
  void answersAQuestionWithItsNewestEvaluationThatDidNotFail() {
    repository().insert(asking("01A", "same"));
    repository().insert(asking("01B", "same"));
    repository().finishPrediction("01B", START, Samples.failed(START));

    assertThat(repository().findByQuestion("same").orElseThrow().id()).isEqualTo("01A");
    assertThat(repository().findByQuestion("another")).isEmpty();
  }

  private static NewEvaluation asking(String id, String question) {
    return new NewEvaluation(
        id,
        PREDICT,
        5,
        question,
        START,
        Samples.model(1),
        Samples.options(),
        List.of(),
        "",
        "session",
        "somebody");
  }

  @Test
  void labelsAddUp() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5, "a"));

    repository().addLabels("01A", List.of("b", "a"));

    assertThat(repository().find("01A").orElseThrow().labels()).containsExactly("a", "b");
  }

  @Test
  void countsWhatIsQueuedAndWhatIsAhead() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5));
    repository().insert(Samples.evaluation("01B", PREDICT, 9));
    repository().insert(Samples.evaluation("01C", MEASURE, 5));
    repository().finishPrediction("01B", START, Samples.succeeded(START));
    repository().insert(Samples.evaluation("01D", PREDICT, 5));

    assertThat(repository().depth()).isEqualTo(new EvaluationRepository.Depth(3, 300, 2));
    assertThat(repository().ahead(List.of("01D", "01A", "01B", "01C", "none")))
        .isEqualTo(Map.of("01D", 1, "01A", 0, "01C", 0));
  }

  @Test
  void knowsWhichModelsAreUsed() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5));

    assertThat(repository().uses(Samples.digest(1))).isTrue();
    assertThat(repository().uses(Samples.digest(2))).isFalse();
  }

  @Test
  void turnsQueuedMeasurementsIntoPredictions() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    repository().insert(Samples.evaluation("01B", MEASURE, 5));
    repository().claim("node", Route.ANY, START);

    assertThat(repository().predictOnly()).isEqualTo(1);
    assertThat(repository().queued(PREDICT)).extracting(Waiting::id).containsExactly("01B");
  }

  @Test
  void claimsOnlyWhatIsOnTheRoute() {
    repository().insert(Samples.routed("01A", "M4", "somebody"));
    repository().insert(Samples.routed("01B", "M1", "somebody"));

    assertThat(repository().claim("node", "M1", START).orElseThrow().id()).isEqualTo("01B");
    assertThat(repository().claim("node", "M1", START)).isEmpty();
    assertThat(repository().claim("node", Route.ANY, START)).isEmpty();
  }

  @Test
  void isAheadOnlyOnItsOwnRoute() {
    repository().insert(Samples.routed("01A", "M4", "somebody"));
    repository().insert(Samples.routed("01B", "M1", "somebody"));
    repository().insert(Samples.routed("01C", "M1", "somebody"));

    assertThat(repository().ahead(List.of("01C"))).isEqualTo(Map.of("01C", 1));
  }

  @Test
  void releasesWhatRunsUnderNoSession() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    repository().insert(Samples.evaluation("01B", MEASURE, 5));
    joinNode("a", "session of a");
    repository().claim("session of a", Route.ANY, START);
    repository().claim("session of nobody", Route.ANY, START);

    assertThat(repository().releaseOrphaned()).isEqualTo(1);
    assertThat(repository().queued(MEASURE)).extracting(Waiting::id).containsExactly("01B");
    database.nodes().leave("session of a");
    assertThat(repository().releaseOrphaned()).isEqualTo(1);
  }

  @Test
  void findsPredictionsByWhoAcceptedThem() {
    joinNode("a", "session of a");
    joinNode("b", "session of b");
    repository().insert(Samples.evaluation("01A", PREDICT, "session of a"));
    repository().insert(Samples.evaluation("01B", PREDICT, "session of b"));
    repository().insert(Samples.evaluation("01C", PREDICT, "session of nobody"));
    repository().insert(Samples.evaluation("01D", MEASURE, "session of a"));

    assertThat(repository().predictionsOf("session of a"))
        .extracting(Waiting::id)
        .containsExactly("01A");
    assertThat(repository().orphanedPredictions()).extracting(Waiting::id).containsExactly("01C");
  }

  private void joinNode(String name, String session) {
    HostInfo host = new HostInfo(name, "c", "m", "o", "1", "b", "a", 1, false);
    NodeReport report = NodeReport.of(host, "1", new Capability.CannotMeasure("the test says so"));
    assertThat(database.nodes().join(name, session, "models", report)).isTrue();
  }

  @Test
  void findsQueuedMeasurementsWithoutAPermit() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    repository().insert(Samples.evaluation("01B", MEASURE, 7));
    repository().insert(Samples.evaluation("01C", PREDICT, 7));
    insertPermit("01A", 5);

    assertThat(repository().withoutPermit())
        .containsExactly(new EvaluationRepository.Permitless("01B", Route.ANY, 7));
  }

  private void insertPermit(String id, int priority) {
    database
        .jdbc()
        .sql(
            "insert into scheduled_tasks (task_name, task_instance, execution_time, picked,"
                + " version, priority)"
                + " values ('run-any', :id, current_timestamp, %s, 1, :priority)"
                    .formatted(database.dialect().shared() ? "false" : "0"))
        .param("id", id)
        .param("priority", priority)
        .update();
  }

  private Map<String, Integer> permits() {
    Map<String, Integer> priorities = new HashMap<>();
    database
        .jdbc()
        .sql("select task_instance, priority from scheduled_tasks")
        .query(row -> {
          priorities.put(row.getString(1), row.getInt(2));
        });
    return priorities;
  }

  @Test
  void raisesThePermitWithTheEvaluationThatIsAskedForMoreUrgently() {
    for (String id : List.of("01A", "01B", "01C")) {
      repository().insert(Samples.evaluation(id, MEASURE, 5));
      insertPermit(id, 5);
    }

    assertThat(repository().join(new Waiting("01B", "another", 8))).isTrue();
    assertThat(repository().join(new Waiting("01B", "a third", 6))).isTrue();
    assertThat(repository().join(new Waiting("01C", "another", 2))).isTrue();

    assertThat(permits()).isEqualTo(Map.of("01A", 5, "01B", 8, "01C", 5));
    assertThat(repository().find("01B").orElseThrow().priority()).isEqualTo(8);
  }

  @Test
  void raisesNeitherWhereThePermitCannotBeRaised() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    database.jdbc().sql("drop table scheduled_tasks").update();

    assertThatThrownBy(() -> repository().join(new Waiting("01A", "another", 8)))
        .isInstanceOf(DataAccessException.class);

    assertThat(repository().find("01A").orElseThrow().priority()).isEqualTo(5);
  }

  @Test
  void tellsWhatHasNotEnded() {
    repository().insert(Samples.evaluation("01A", MEASURE, 5));
    repository().insert(Samples.evaluation("01B", PREDICT, 5));
    repository().insert(Samples.evaluation("01C", PREDICT, 5));
    repository().claim("node", Route.ANY, START);
    repository().finishPrediction("01B", START, Samples.succeeded(START));

    assertThat(repository().unended(List.of("01A", "01B", "01C", "01Z")))
        .containsExactlyInAnyOrder("01A", "01C");
    assertThat(repository().unended(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "01A\0", "\ud800"})
  void findsNothingUnderATextThatNoRowCanHold(String text) {
    repository().insert(Samples.evaluation("01A", PREDICT, 5));

    assertThat(repository().find(text)).isEmpty();
    assertThat(
            repository()
                .list(
                    new EvaluationFilter(null, null, null, List.of(text), null, null, null),
                    null,
                    10))
        .isEmpty();
    assertThat(repository().list(EvaluationFilter.none(), text, 10)).isEmpty();
  }

  @Test
  void keepsTextsOfEveryAlphabet() {
    repository().insert(Samples.evaluation("01A", PREDICT, 5, "größe", "模型", "🧠"));

    assertThat(repository().find("01A").orElseThrow().labels())
        .containsExactlyInAnyOrder("größe", "模型", "🧠");
  }
}
