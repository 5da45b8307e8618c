package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is set while evaluations wait and run, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ClockJumpTests {

  private final TestDatabase kind;
  private EvaluationFixture fixture;

  ClockJumpTests(TestDatabase kind) {
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

  private void set(Duration step) {
    fixture.clock.move(step);
    fixture.scheduler.getClock().set(fixture.clock.instant());
  }

  @Test
  void permitsOfBeforeTheClockWasSetBackAreDueAgain() {
    Evaluation evaluation = fixture.submit(1);
    set(Duration.ofDays(-1));
    fixture.scheduler.runAnyDueExecutions();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);

    fixture.upkeep.tick();
    fixture.scheduler.runAnyDueExecutions();

    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
  }

  @Test
  void aPermitThatWaitsForAnotherTryIsLeftAlone() {
    fixture.submit(1);

    assertThat(fixture.repository.hurryPermits(Samples.START.minusSeconds(30))).isZero();
    assertThat(fixture.repository.hurryPermits(Samples.START.minusSeconds(61))).isEqualTo(1);
    assertThat(fixture.repository.hurryPermits(Samples.START.minusSeconds(61))).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void aJumpWhileMeasuringSpoilsNeitherTheTimesNorTheEstimates(long days) {
    fixture.measurer.runs((_, _) -> {
      set(Duration.ofDays(days));
      return Failures.MEASURED_FULL;
    });
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();

    Evaluation ended = fixture.now(evaluation);
    assertThat(ended.state()).isEqualTo(EvaluationState.SUCCEEDED);
    Instant started = Objects.requireNonNull(ended.startedAt());
    assertThat(ended.finishedAt()).isBetween(started, started.plusSeconds(60));
    assertThat(fixture.times.measured(EvaluationKind.MEASURE).orElseThrow())
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  @Test
  void oneThatStartedInTheFutureTakesNoLongerThanOthers() {
    Duration each = Duration.ofSeconds(30);
    fixture.times.record(EvaluationKind.MEASURE, each);
    fixture.submit(1);
    Evaluation second = fixture.submit(2);
    fixture.repository.claim(fixture.fleet.session(), "M1", fixture.clock.instant());

    set(Duration.ofDays(-1));

    assertThat(fixture.service.progress(second).estimatedStartAt())
        .isEqualTo(fixture.clock.instant().plus(each));
    Evaluation running =
        fixture.repository.queued(EvaluationKind.MEASURE).isEmpty()
            ? second
            : fixture
                .service
                .list(EvaluationFilter.none().with(EvaluationState.RUNNING), null, 1)
                .getFirst();
    assertThat(fixture.service.progress(running).estimatedEndAt()).isNull();
  }

  @Test
  void idsGrowOnWhenTheClockIsSetBack() {
    String before = fixture.submit(1).id();
    set(Duration.ofDays(-1));

    assertThat(fixture.submit(2).id()).isGreaterThan(before);
  }

  @Test
  void nodesHeardOfInTheFutureAreHeardOfNow() {
    fixture.database.jdbc().sql("update node set last_seen = last_seen + 86400000").update();
    Instant ahead = fixture.database.nodes().all().getFirst().lastSeen();

    fixture.database.nodes().forgetTheFuture();

    assertThat(fixture.database.nodes().all().getFirst().lastSeen())
        .isBefore(ahead.minus(Duration.ofHours(23)));
  }

  @Test
  void jumpsAreToldFromThePassingOfTime() {
    AtomicLong nanoseconds = new AtomicLong();
    ClockJumps jumps = new ClockJumps(fixture.clock, nanoseconds::get);

    nanoseconds.addAndGet(Duration.ofHours(1).toNanos());
    fixture.clock.move(Duration.ofHours(1).plusSeconds(1));
    assertThat(jumps.look()).isZero();
    fixture.clock.move(Duration.ofDays(-1));
    assertThat(jumps.look()).isEqualTo(Duration.ofDays(-1));
    assertThat(jumps.look()).isZero();
    nanoseconds.addAndGet(Duration.ofSeconds(1).toNanos());
    fixture.clock.move(Duration.ofDays(1).plusSeconds(1));
    assertThat(jumps.look()).isEqualTo(Duration.ofDays(1));
  }
}
