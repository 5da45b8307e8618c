package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.FakeMeasurer.Hang;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node does in maintenance, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MaintenanceTests {

  private final TestDatabase kind;
  private EvaluationFixture fixture;

  MaintenanceTests(TestDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture = EvaluationFixture.measuring(kind, folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void nothingIsClaimedButStillAcceptedAndPredicted() {
    fixture.maintenance.begin("an update");

    Evaluation evaluation = fixture.submit(1);
    fixture.awaitPredictions();
    fixture.runPermits();

    assertThat(fixture.maintenance.idle()).isTrue();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
    assertThat(fixture.now(evaluation).attempt()).isZero();
    assertThat(fixture.service.progress(evaluation).predictions()).isNotEmpty();
    assertThat(fixture.scheduler.getSchedulerState().isPaused()).isTrue();
  }

  @Test
  void itsEndTakesTheQueueUpAgain() {
    fixture.maintenance.begin(null);
    Evaluation evaluation = fixture.submit(1);
    fixture.runPermits();

    fixture.maintenance.end();
    fixture.runPermits();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(fixture.scheduler.getSchedulerState().isPaused()).isFalse();
  }

  @Test
  void whatIsMeasuredIsFinishedAndItsEndIsTold() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    fixture.measurer.runs((_, _) -> {
      begun.countDown();
      EvaluationFixture.await(go);
      return Failures.MEASURED_FULL;
    });
    Evaluation evaluation = fixture.submit(1);
    CountDownLatch idle = new CountDownLatch(1);
    fixture.maintenance.onChange(() -> {
      if (fixture.maintenance.idle()) {
        idle.countDown();
      }
    });
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<?> permit = background.submit(fixture::runPermits);
      EvaluationFixture.await(begun);

      fixture.maintenance.begin(null);

      assertThat(fixture.maintenance.idle()).isFalse();
      assertThat(fixture.service.measuringHere()).containsExactly(evaluation.id());
      go.countDown();
      EvaluationFixture.await(idle);
      permit.get();
    }
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(fixture.service.measuringHere()).isEmpty();
  }

  @Test
  void aCancelledMeasurementLeavesItIdle() throws Exception {
    Hang hang = fixture.measurer.hangs();
    Evaluation evaluation = fixture.submit(1);
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<?> permit = background.submit(fixture::runPermits);
      EvaluationFixture.await(hang.begun());
      fixture.maintenance.begin(null);

      fixture.service.delete(evaluation.id());

      permit.get();
    }
    assertThat(fixture.maintenance.idle()).isTrue();
  }

  @Test
  void itOutlastsARestart() {
    fixture.maintenance.begin("an update");
    fixture.clock.move(Duration.ofHours(1));
    fixture.maintenance.begin("a larger update");

    Maintenance next = fixture.maintenance();
    next.resume();

    assertThat(next.notice()).hasValue(new MaintenanceNotice(Samples.START, "a larger update"));
    assertThat(next.notice()).isEqualTo(fixture.maintenance.notice());
    next.end();
    assertThat(fixture.maintenance().notice()).isEmpty();
  }

  @Test
  void othersSeeItAndGoOn() {
    Fleet other =
        FleetFixture.fleet(
            fixture.database,
            FleetFixture.settings("there", "models"),
            new dev.aneoracle.host.HostInfo(
                "other", "Apple M1", "Mac1,1", "macOS", "12.6", "21G1", "aarch64", 1, false),
            fixture.measurer,
            fixture.clock);
    org.junit.jupiter.api.Assumptions.assumeTrue(kind == TestDatabase.POSTGRESQL);
    other.join();
    fixture.maintenance.begin("an update");
    fixture.fleet.renew();
    other.renew();

    assertThat(other.nodes().getLast().report().maintenance())
        .isEqualTo(fixture.maintenance.notice().orElseThrow());
    assertThat(other.takesMeasurements()).isTrue();
    assertThat(fixture.fleet.takesMeasurements()).isTrue();
    other.close();
    fixture.fleet.renew();
    assertThat(fixture.fleet.takesMeasurements()).isFalse();
  }
}
