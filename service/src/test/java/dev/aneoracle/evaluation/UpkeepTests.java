package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.FakeMeasurer.Hang;
import dev.aneoracle.host.HostInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What a node does at each heartbeat when others on the database live and die. */
class UpkeepTests {

  private static final HostInfo OTHER =
      new HostInfo("other", "Apple M1", "Mac1,1", "macOS", "12.6", "21G1", "aarch64", 1, false);

  private EvaluationFixture fixture;
  private Fleet other;

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture =
        new EvaluationFixture(
            TestDatabase.POSTGRESQL.open(folder),
            folder,
            new QueueLimits(5, DataSize.ofGigabytes(1)));
    other =
        FleetFixture.fleet(
            fixture.database,
            FleetFixture.settings("there", "models"),
            OTHER,
            fixture.measurer,
            fixture.clock);
    other.join();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void takesTheWorkOfANodeThatIsGone() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    fixture.repository.claim(other.session(), "M1", Samples.START);
    fixture.database.jdbc().sql("delete from scheduled_tasks").update();

    fixture.upkeep.tick();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.RUNNING);
    other.close();
    fixture.upkeep.tick();
    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(fixture.now(evaluation).attempt()).isEqualTo(2);
  }

  @Test
  void killsWhatAnotherNodeHasClaimedMeanwhile() throws Exception {
    Hang hang = fixture.measurer.hangs();
    Evaluation evaluation = fixture.submit(1);
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<?> permit = background.submit(fixture::runPermits);
      EvaluationFixture.await(hang.begun());
      fixture.repository.releaseAll(fixture.fleet.session());
      fixture.repository.claim(other.session(), "M1", Samples.START);

      fixture.upkeep.tick();

      EvaluationFixture.await(hang.interrupted());
      permit.get();
    }
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.RUNNING);
    assertThat(fixture.now(evaluation).attempt()).isEqualTo(2);
  }

  @Test
  void givesUpWhatItMeasuresWhenItsSessionWasEnded() throws Exception {
    Hang hang = fixture.measurer.hangs();
    Evaluation evaluation = fixture.submit(1);
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<?> permit = background.submit(fixture::runPermits);
      EvaluationFixture.await(hang.begun());
      fixture.database.nodes().endSilent(Duration.ZERO);

      fixture.upkeep.tick();

      EvaluationFixture.await(hang.interrupted());
      permit.get();
    }
    assertThat(fixture.fleet.renew()).isTrue();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
  }

  @Test
  void anEndOnAnotherNodeReachesThoseWhoWaitHereAndFreesThePrediction() {
    Evaluation evaluation = fixture.submit(1);
    fixture.awaitPredictions();
    CountDownLatch told = new CountDownLatch(1);
    fixture.watch.onEnd(evaluation.id(), told::countDown);
    int attempt =
        fixture.repository.claim(other.session(), "M1", Samples.START).orElseThrow().attempt();

    fixture.upkeep.tick();
    assertThat(told.getCount()).isEqualTo(1);
    fixture.repository.finishMeasurement(
        evaluation.id(), attempt, Samples.succeeded(Samples.START));
    fixture.upkeep.tick();

    assertThat(told.getCount()).isZero();
    assertThat(fixture.pool.waiting()).isEmpty();
  }

  @Test
  void predictsWhatANodeTookInThatIsGoneOnceItIsGone() {
    fixture.bundles.store(fixture.bundles.stage(1));
    fixture.repository.insert(Samples.evaluation("01A", EvaluationKind.PREDICT, other.session()));

    fixture.upkeep.tick();
    fixture.awaitPredictions();
    assertThat(fixture.repository.find("01A").orElseThrow().state())
        .isEqualTo(EvaluationState.QUEUED);
    other.close();
    fixture.upkeep.tick();
    fixture.awaitPredictions();

    assertThat(fixture.repository.find("01A").orElseThrow().state())
        .isEqualTo(EvaluationState.SUCCEEDED);
  }

  @Test
  void leavesWhatItHasNoModelOfToANodeThatHas() {
    fixture.repository.insert(Samples.evaluation("01A", EvaluationKind.PREDICT, "gone"));

    fixture.upkeep.tick();
    fixture.awaitPredictions();

    assertThat(fixture.repository.find("01A").orElseThrow().state())
        .isEqualTo(EvaluationState.QUEUED);
  }

  @Test
  void leavesPermitsAloneWhileItCannotMeasureAndTakesThemAtTheNextBeatOnceItCan() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    fixture.measurer.cannotMeasure();

    fixture.upkeep.tick();
    assertThat(paused()).isTrue();
    fixture.upkeep.tick();
    assertThat(paused()).isTrue();
    fixture.measurer.canMeasure();
    fixture.upkeep.tick();
    assertThat(paused()).isFalse();

    fixture.runPermits();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
  }

  @Test
  void takesNoPermitsInMaintenanceThoughItCanMeasureAgain() {
    fixture.maintenance.begin(null);
    fixture.measurer.cannotMeasure();
    fixture.upkeep.tick();

    fixture.measurer.canMeasure();
    fixture.upkeep.tick();
    assertThat(paused()).isTrue();

    fixture.maintenance.end();
    assertThat(paused()).isFalse();
  }

  @Test
  void takesNoPermitsAfterMaintenanceWhileItCannotMeasure() {
    fixture.measurer.cannotMeasure();
    fixture.upkeep.tick();

    fixture.maintenance.begin(null);
    fixture.maintenance.end();

    assertThat(paused()).isTrue();
  }

  private boolean paused() {
    return fixture.scheduler.getSchedulerState().isPaused();
  }

  @Test
  void survivesADatabaseThatDoesNotAnswer() {
    fixture.database.close();

    fixture.upkeep.tick();
    fixture.upkeep.tick();

    assertThat(fixture.fleet.lapsed()).isFalse();
  }
}
