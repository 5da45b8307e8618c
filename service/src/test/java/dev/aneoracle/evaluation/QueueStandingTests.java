package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.QueueStanding.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

@ParameterizedClass
@EnumSource
class QueueStandingTests {

  private static final Duration STUCK = Duration.ofMinutes(5);
  private static final QueueLimits LIMITS = new QueueLimits(3, DataSize.ofBytes(1_000_000));

  private final TestDatabase database;
  private EvaluationFixture fixture;
  private final AtomicLong nanoseconds = new AtomicLong();
  private QueueStanding queue;

  QueueStandingTests(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture = new EvaluationFixture(database.open(folder), folder, LIMITS);
    queue =
        new QueueStanding(
            new QueueCounts(fixture.database.jdbc()),
            fixture.fleet,
            fixture.measurer,
            LIMITS,
            STUCK,
            fixture.watch,
            fixture.clock,
            nanoseconds::get);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void pass(Duration time) {
    fixture.clock.move(time);
    nanoseconds.addAndGet(time.toNanos());
  }

  @Test
  void emptyQueueStandsWell() {
    pass(Duration.ofDays(1));

    assertThat(queue.now()).isEqualTo(new Standing(0, 0, Duration.ZERO, null, null));
  }

  @Test
  void countsWhatWaitsAndWhatRuns() {
    fixture.submit(1);
    pass(Duration.ofSeconds(70));
    fixture.submit(2);
    pass(Duration.ofSeconds(20));

    assertThat(queue.now()).isEqualTo(new Standing(2, 0, Duration.ofSeconds(90), null, null));

    fixture.repository.claim(fixture.fleet.session(), "M1", fixture.clock.instant());
    assertThat(queue.now()).isEqualTo(new Standing(1, 1, Duration.ofSeconds(20), null, null));
  }

  @Test
  void saysWhenItIsFull() {
    fixture.submit(1);
    fixture.submit(2);
    assertThat(queue.now().full()).isNull();

    fixture.submit(3);

    assertThat(queue.now().full()).startsWith("The queue is full: 3 evaluations");
    assertThat(queue.now().stuck()).isNull();
  }

  @Test
  void isStuckWhenNothingIsTakenForLong() {
    fixture.submit(1);
    pass(STUCK);
    assertThat(queue.now().stuck()).isNull();

    pass(Duration.ofSeconds(1));

    assertThat(queue.now().stuck()).contains("has waited for PT5M1S");
  }

  @Test
  void isStuckThoughTheClockWasSetBackMeanwhile() {
    fixture.submit(1);
    fixture.clock.move(Duration.ofDays(-1));
    pass(STUCK.plusSeconds(1));
    assertThat(queue.now().stuck()).as("it may have been submitted just now").isNull();

    pass(STUCK.plusSeconds(1));

    assertThat(queue.now().stuck()).contains("has waited for PT5M1S");
  }

  @Test
  void isNotStuckWhenTheClockIsSetAheadRightAfterOneHasEnded() {
    fixture.submit(1);
    fixture.watch.ended("another");
    fixture.clock.move(Duration.ofDays(1));

    assertThat(queue.now().stuck()).isNull();
  }

  @Test
  void isStuckForAPredictionOfAnEarlierRunWhereItIsTheOnlyNode() {
    fixture.repository.insert(Samples.evaluation("01A", EvaluationKind.PREDICT, "earlier"));

    pass(STUCK.plusSeconds(1));

    assertThat(queue.now().stuck() != null).isEqualTo(database == TestDatabase.SQLITE);
  }

  @Test
  void isNotStuckBehindOneThatRuns() {
    fixture.submit(1);
    fixture.submit(2);
    fixture.repository.claim(fixture.fleet.session(), "M1", fixture.clock.instant());
    pass(STUCK.multipliedBy(3));

    assertThat(queue.now().stuck()).isNull();
  }

  @Test
  void isNotStuckRightAfterOneHasEnded() {
    fixture.measurer.answers(Failures.MEASURED_FULL);
    fixture.submit(1);
    pass(STUCK.plusSeconds(1));
    assertThat(queue.now().stuck()).isNotNull();

    fixture.runPermits();
    fixture.submit(2);

    assertThat(queue.now().stuck()).isNull();
  }

  @Test
  void isNotStuckForWorkOfOtherNodes() {
    fixture.submit(1);
    fixture.database.jdbc().sql("update evaluation set route = 'M9'").update();
    pass(STUCK.multipliedBy(2));

    assertThat(queue.now().stuck()).isNull();
  }
}
