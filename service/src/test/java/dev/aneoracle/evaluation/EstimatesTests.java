package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.Estimates.Estimate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class EstimatesTests {

  private static final Duration EACH = Duration.ofSeconds(30);

  @TempDir Path folder;

  private EvaluationFixture fixture;

  @BeforeEach
  void open() {
    fixture =
        new EvaluationFixture(
            TestDatabase.SQLITE.open(folder), folder, new QueueLimits(10, DataSize.ofGigabytes(1)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Evaluation queued(int number) {
    return fixture.submit(number, 5, Submission.Reuse.NEVER).evaluation();
  }

  @Test
  void nothingIsSaidBeforeAnythingWasMeasured() {
    Evaluation evaluation = queued(1);

    assertThat(fixture.service.progress(evaluation).estimatedStartAt()).isNull();
    assertThat(fixture.service.progress(evaluation).estimatedEndAt()).isNull();
  }

  @Test
  void queuedOneStartsAfterThoseAheadOfIt() {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    queued(1);
    Evaluation second = queued(2);

    EvaluationService.Progress progress = fixture.service.progress(second);

    assertThat(progress.queuePosition()).isEqualTo(2);
    assertThat(progress.estimatedStartAt()).isEqualTo(Samples.START.plus(EACH));
    assertThat(progress.estimatedEndAt()).isEqualTo(Samples.START.plus(EACH.multipliedBy(2)));
  }

  @Test
  void nothingIsSaidOfAMeasurementWhileNobodyMeasures() {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    Evaluation evaluation = queued(1);

    fixture.maintenance.begin(null);
    assertThat(fixture.service.progress(evaluation).estimatedStartAt()).isNull();
    assertThat(fixture.service.progress(evaluation).queuePosition()).isEqualTo(1);

    fixture.maintenance.end();
    assertThat(fixture.service.progress(evaluation).estimatedStartAt()).isNotNull();
  }

  @Test
  void restOfTheRunningOneIsWaitedFor() {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    queued(1);
    fixture.repository.claim("node", "M1", Samples.START);
    fixture.clock.move(Duration.ofSeconds(10));

    Estimate estimate = fixture.estimates.queued(queued(2), 0, fixture.estimates::pace);

    assertThat(estimate.startAt()).isEqualTo(Samples.START.plus(EACH));
  }

  @Test
  void severalHelpersShareTheQueue() {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    queued(1);
    queued(2);
    fixture.repository.claim("node", "M1", Samples.START);
    fixture.repository.claim("another", "M1", Samples.START);

    Estimate estimate = fixture.estimates.queued(queued(3), 4, fixture.estimates::pace);

    assertThat(estimate.startAt()).isEqualTo(Samples.START.plus(EACH.multipliedBy(3)));
  }

  @Test
  void nothingIsSaidOfOneThatTakesLongerThanUsual() {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    queued(1);
    Evaluation running = fixture.repository.claim("node", "M1", Samples.START).orElseThrow();

    assertThat(fixture.estimates.running(running).endAt()).isEqualTo(Samples.START.plus(EACH));
    fixture.clock.move(EACH);
    assertThat(fixture.estimates.running(running)).isEqualTo(Estimate.UNKNOWN);
  }

  @Test
  void timesOfAnEarlierRunAreRemembered() {
    fixture.measurer.cannotMeasure();
    fixture.submit(1);
    fixture.awaitPredictions();
    fixture.repository.insert(Samples.evaluation("0", EvaluationKind.MEASURE, 5));
    fixture.repository.claim("node", Route.ANY, Samples.START);
    fixture.repository.finishMeasurement("0", 1, Samples.succeeded(Samples.START.plus(EACH)));
    ServiceTimes times = new ServiceTimes();

    new Estimates(fixture.repository, times, () -> 1, () -> true, fixture.clock).learnFromHistory();

    assertThat(times.measured(EvaluationKind.MEASURE)).hasValue(EACH);
    assertThat(times.measured(EvaluationKind.PREDICT).orElseThrow())
        .isBetween(Duration.ZERO, Duration.ofSeconds(30));
  }
}
