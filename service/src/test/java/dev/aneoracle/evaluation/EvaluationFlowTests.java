package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.evaluation.FakeMeasurer.Hang;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.placement.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** The queue from end to end, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EvaluationFlowTests {

  private final TestDatabase database;

  private EvaluationFixture fixture;

  EvaluationFlowTests(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture =
        new EvaluationFixture(
            database.open(folder), folder, new QueueLimits(5, DataSize.ofGigabytes(1)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void endsWithThePredictionWhereTheHostCannotMeasure() {
    fixture.measurer.cannotMeasure();
    Evaluation evaluation = fixture.submit(1);

    fixture.awaitPredictions();

    Evaluation ended = fixture.now(evaluation);
    assertThat(ended.state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(answer(ended).verdict()).isNotNull();
    assertThat(verdict(ended).basis()).isEqualTo(Verdict.Basis.PREDICTED);
    assertThat(verdict(ended).status()).isEqualTo(Verdict.Status.FULL);
    assertThat(answer(ended).measurement()).isNull();
    assertThat(fixture.permits()).isZero();
    assertThat(fixture.measurer.asked()).isEmpty();
  }

  @Test
  void acceptsWithWhatItsRowSays() {
    fixture.clock.move(Duration.ofNanos(1_234_567));

    Evaluation accepted = fixture.submit(1, 7, Submission.Reuse.NEVER, "b", "a", "b").evaluation();

    assertThat(accepted).isEqualTo(fixture.now(accepted));
  }

  @Test
  void predictsWhatWasJustAcceptedFromTheModelAsItWasRead() {
    fixture.measurer.cannotMeasure();
    CountDownLatch go = new CountDownLatch(1);
    fixture.pool.afterAll(() -> EvaluationFixture.await(go));
    Evaluation next = fixture.submit(1);
    Evaluation later = fixture.submit(2);
    fixture.bundles.remove(ModelDigest.parse(Samples.digest(1)));
    fixture.bundles.remove(ModelDigest.parse(Samples.digest(2)));

    go.countDown();
    fixture.awaitPredictions();

    assertThat(fixture.now(next).state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(fixture.now(later).state())
        .as("a model behind others is not kept in memory")
        .isEqualTo(EvaluationState.FAILED);
  }

  @Test
  void carriesPredictionsWhileItWaitsForTheHelper() {
    Evaluation evaluation = fixture.submit(1);

    fixture.awaitPredictions();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
    EvaluationService.Progress progress = fixture.service.progress(fixture.now(evaluation));
    assertThat(progress.predictions()).hasSize(1);
    assertThat(progress.queuePosition()).isEqualTo(1);
    assertThat(fixture.service.operations(evaluation.id())).isPresent();
  }

  @Test
  void whatItClaimedWhileTheDatabaseFailedIsQueuedAgainAndMeasured() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    fixture.awaitPredictions();
    fixture.database.jdbc().sql("alter table evaluation_label rename to away").update();

    fixture.runPermits();
    assertThat(
            fixture
                .database
                .jdbc()
                .sql("select state from evaluation")
                .query(String.class)
                .single())
        .as("claimed, and not read")
        .isEqualTo("RUNNING");
    assertThat(fixture.measurer.asked()).isEmpty();
    fixture.database.jdbc().sql("alter table away rename to evaluation_label").update();
    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(fixture.now(evaluation).attempt()).isEqualTo(2);
  }

  @Test
  void endsWithTheMeasurementAndKeepsThePredictionBesideIt() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();

    Evaluation ended = fixture.now(evaluation);
    assertThat(ended.state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(verdict(ended).basis()).isEqualTo(Verdict.Basis.MEASURED);
    assertThat(answer(ended).predictions()).hasSize(1);
    assertThat(fixture.service.operations(ended.id())).isPresent();
    assertThat(fixture.permits()).isZero();
  }

  @Test
  void aModelsFaultFailsTheEvaluationAndNeverFallsBackToThePrediction() {
    fixture.measurer.answers(Failures.DOES_NOT_COMPILE);
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();

    Evaluation ended = fixture.now(evaluation);
    assertThat(ended.state()).isEqualTo(EvaluationState.FAILED);
    assertThat(answer(ended).verdict()).isNull();
    assertThat(failure(ended).code()).isEqualTo(Failure.Code.COMPILE_ERROR);
    assertThat(answer(ended).predictions()).hasSize(1);
    assertThat(fixture.measurer.asked()).hasSize(1);
  }

  @Test
  void aMachinesFaultIsTriedThreeTimes() {
    fixture.measurer.answers(Failures.NO_HELPER);
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
    fixture.runPermits();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.FAILED);
    assertThat(fixture.now(evaluation).attempt()).isEqualTo(3);
    assertThat(fixture.permits()).isZero();
  }

  @Test
  void aMeasurerThatThrowsIsAMachinesFault() {
    fixture.measurer.runs((_, _) -> {
      throw new IllegalStateException("broken");
    });
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
    assertThat(fixture.permits()).isEqualTo(1);
  }

  @Test
  void deletingARunningEvaluationKillsItsMeasurement() throws Exception {
    Hang hang = fixture.measurer.hangs();
    Evaluation evaluation = fixture.submit(1);
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<?> permit = background.submit(fixture::runPermits);
      EvaluationFixture.await(hang.begun());
      assertThat(fixture.service.progress(fixture.now(evaluation)).phase())
          .isEqualTo(Measurer.Phase.RUNNING_PREDICTION);

      boolean deleted = fixture.service.delete(evaluation.id());

      assertThat(deleted).isTrue();
      EvaluationFixture.await(hang.interrupted());
      permit.get();
    }
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.CANCELLED);
    assertThat(fixture.permits()).isZero();
  }

  @Test
  void cancellingAQueuedEvaluationLeavesAPermitThatFindsNothing() throws IOException {
    Evaluation evaluation = fixture.submit(1);

    fixture.service.delete(evaluation.id());
    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.CANCELLED);
    assertThat(fixture.measurer.asked()).isEmpty();
    assertThat(fixture.permits()).isZero();
  }

  @Test
  void aWorkerThatLostItsClaimChangesNothing() {
    fixture.measurer.runs((_, _) -> {
      fixture.repository.releaseAll(fixture.fleet.session());
      fixture.repository.claim("another", "M1", Samples.START);
      return Failures.DOES_NOT_COMPILE;
    });
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.RUNNING);
    assertThat(fixture.now(evaluation).attempt()).isEqualTo(2);
    assertThat(fixture.now(evaluation).answer()).isNull();
  }

  @Test
  void givesEveryQueuedMeasurementAPermitAtStart() {
    Evaluation evaluation = fixture.submit(1);
    fixture.database.jdbc().sql("delete from scheduled_tasks").update();
    fixture.measurer.answers(Failures.MEASURED_FULL);

    fixture.reconciler.takeBack();
    fixture.reconciler.resume();
    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
  }

  @Test
  void takesUpAgainWhatAKilledRunWasMeasuring() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    fixture.repository.claim("node", "M1", Samples.START);

    fixture.reconciler.takeBack();
    fixture.reconciler.resume();
    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(fixture.now(evaluation).attempt()).isEqualTo(2);
  }

  @Test
  void predictsAtStartWhatWasQueuedForAHelperThatIsGoneUnlessAnotherNodeMayHaveOne() {
    Evaluation evaluation = fixture.submit(1);
    fixture.measurer.cannotMeasure();

    fixture.reconciler.resume();
    fixture.awaitPredictions();

    Evaluation now = fixture.now(evaluation);
    switch (database) {
      case SQLITE -> assertThat(verdict(now).basis()).isEqualTo(Verdict.Basis.PREDICTED);
      case POSTGRESQL -> assertThat(now.state()).isEqualTo(EvaluationState.QUEUED);
    }
  }

  @Test
  void aPermitWaitsWhileTheHostCannotMeasure() {
    Evaluation evaluation = fixture.submit(1);
    fixture.measurer.cannotMeasure();

    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
    assertThat(fixture.permits()).isEqualTo(1);
  }

  @Test
  void answersTheSameQuestionOnce() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation first = fixture.submit(1);

    Acceptance queued = fixture.submit(1, 5, Submission.Reuse.KNOWN_ANSWER, "again");
    fixture.runPermits();
    Acceptance ended = fixture.submit(1, 5, Submission.Reuse.KNOWN_ANSWER, "later");

    assertThat(queued).isInstanceOf(Acceptance.Known.class);
    assertThat(queued.evaluation().id()).isEqualTo(first.id());
    assertThat(ended.evaluation().id()).isEqualTo(first.id());
    assertThat(ended.evaluation().labels()).containsExactly("again", "later");
    assertThat(fixture.measurer.asked()).hasSize(1);
  }

  @Test
  void theSameQuestionAskedManyTimesAtOnceIsOneEvaluation() throws Exception {
    fixture.submit(2);
    Callable<String> ask = () -> fixture.submit(1).id();

    Set<String> answered = new HashSet<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (Future<String> id : clients.invokeAll(Collections.nCopies(12, ask))) {
        answered.add(id.get());
      }
    }

    assertThat(answered).hasSize(1);
    assertThat(fixture.permits()).isEqualTo(2);
  }

  @Test
  void neverLetsInMoreThanTheQueueHoldsHoweverManyComeAtOnce() throws Exception {
    List<Callable<Boolean>> many =
        IntStream.rangeClosed(1, 12).<Callable<Boolean>>mapToObj(i -> () -> admitted(i)).toList();

    int admitted = 0;
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> one : clients.invokeAll(many)) {
        admitted += one.get() ? 1 : 0;
      }
    }

    assertThat(admitted).isEqualTo(5);
    assertThat(fixture.bundles.digests()).hasSize(5);
  }

  private boolean admitted(int model) {
    try {
      fixture.submit(model);
      return true;
    } catch (QueueFullException full) {
      return false;
    }
  }

  @Test
  void asksAnewWhatFailedAndWhatIsToBeFresh() {
    fixture.measurer.answers(Failures.DOES_NOT_COMPILE);
    Evaluation failed = fixture.submit(1);
    fixture.runPermits();
    fixture.measurer.answers(Failures.MEASURED_FULL);

    Evaluation second = fixture.submit(1);
    fixture.runPermits();
    Acceptance fresh = fixture.submit(1, 5, Submission.Reuse.NEVER);

    assertThat(second.id()).isNotEqualTo(failed.id());
    assertThat(fresh).isInstanceOf(Acceptance.Queued.class);
    assertThat(fresh.evaluation().id()).isNotEqualTo(second.id());
  }

  @Test
  void measuresTheMostUrgentFirst() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation ordinary = fixture.submit(1);
    Evaluation urgent = fixture.submit(2, 9, Submission.Reuse.NEVER).evaluation();

    fixture.runPermits();

    assertThat(fixture.measurer.asked()).containsExactly(urgent.id(), ordinary.id());
  }

  @Test
  void refusesWhatTheQueueHasNoRoomForAndSaysWhenToComeBack() {
    for (int i = 1; i <= 5; i++) {
      fixture.submit(i);
    }

    assertThatThrownBy(() -> fixture.submit(6))
        .isInstanceOfSatisfying(
            QueueFullException.class,
            full -> assertThat(full.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> fixture.service.enter(Samples.applicant("local"), null))
        .isInstanceOf(QueueFullException.class);
  }

  @Test
  void aModelThatFoundNoRoomIsNotKept() {
    for (int i = 1; i <= 5; i++) {
      fixture.submit(i);
    }

    assertThatThrownBy(() -> fixture.submit(6)).isInstanceOf(QueueFullException.class);

    assertThat(fixture.bundles.find(ModelDigest.parse(Samples.digest(6)))).isEmpty();
  }

  @Test
  void theSameQuestionNeedsNoRoom() {
    for (int i = 1; i <= 5; i++) {
      fixture.submit(i);
    }

    assertThat(fixture.submit(3, 5, Submission.Reuse.KNOWN_ANSWER))
        .isInstanceOf(Acceptance.Known.class);
  }

  @Test
  void theModelGoesWithItsLastEvaluation() throws IOException {
    fixture.measurer.cannotMeasure();
    Evaluation first = fixture.submit(1);
    Evaluation second = fixture.submit(1, 5, Submission.Reuse.NEVER).evaluation();
    fixture.awaitPredictions();
    ModelDigest digest = ModelDigest.parse(Samples.digest(1));

    fixture.service.delete(first.id());
    assertThat(fixture.bundles.find(digest)).isPresent();
    fixture.service.delete(second.id());

    assertThat(fixture.bundles.find(digest)).isEmpty();
    assertThat(fixture.service.delete(second.id())).isFalse();
  }

  @Test
  void aModelThatAKilledRunStoredWithoutAnEvaluationGoesAtStart() {
    fixture.submit(1);
    fixture.bundles.store(fixture.bundles.stage(2));

    fixture.service.removeUnused();

    assertThat(fixture.bundles.digests()).containsExactly(ModelDigest.parse(Samples.digest(1)));
  }

  @Test
  void aModelThatVanishedFromTheStoreFailsItsEvaluation() {
    fixture.measurer.cannotMeasure();
    NewEvaluation orphan =
        Samples.evaluation("01A", EvaluationKind.PREDICT, fixture.fleet.session());
    fixture.repository.insert(orphan);

    fixture.reconciler.resume();
    fixture.awaitPredictions();

    Evaluation ended = fixture.repository.find("01A").orElseThrow();
    assertThat(failure(ended).code()).isEqualTo(Failure.Code.READ_ERROR);
  }

  @Test
  void tellsThoseWhoWaitForTheEndOnce() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    CountDownLatch told = new CountDownLatch(1);
    Runnable stopWatching = fixture.watch.onEnd(evaluation.id(), told::countDown);

    fixture.runPermits();

    EvaluationFixture.await(told);
    stopWatching.run();
    assertThat(fixture.watch.size()).isZero();
  }

  @Test
  void forgetsThoseWhoStopWaiting() {
    Runnable stopWatching = fixture.watch.onEnd("01A", () -> {});

    stopWatching.run();
    stopWatching.run();

    assertThat(fixture.watch.size()).isZero();
  }

  @Test
  void aFunctionThatTheModelDoesNotHaveIsRefused() {
    EvaluationOptions options =
        EvaluationOptions.of(
            Samples.options().computeUnits(), List.of(Samples.M1), "noSuchFunction");
    Submission submission = Samples.submission(options);

    assertThatThrownBy(() -> fixture.service.submit(fixture.bundles.stage(1), submission))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("noSuchFunction");
  }

  private static Answer answer(Evaluation evaluation) {
    return Objects.requireNonNull(evaluation.answer());
  }

  private static Verdict verdict(Evaluation evaluation) {
    return Objects.requireNonNull(answer(evaluation).verdict());
  }

  private static Failure failure(Evaluation evaluation) {
    return Objects.requireNonNull(answer(evaluation).failure());
  }
}
