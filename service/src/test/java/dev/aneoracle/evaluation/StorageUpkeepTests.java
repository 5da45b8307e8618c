package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.storage.StorageAccount;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Whether the clock is believed when something seems to have come of age. */
class StorageUpkeepTests {

  private static final Duration AGE = Duration.ofHours(3);

  private final AtomicLong nanoseconds = new AtomicLong();
  private EvaluationFixture fixture;
  private StorageUpkeep upkeep;

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture =
        new EvaluationFixture(
            TestDatabase.SQLITE.open(folder), folder, new QueueLimits(5, DataSize.ofGigabytes(1)));
    Retention retention =
        fixture.retention(
            new RetentionSettings(null, AGE, Duration.ofDays(30), null, 90, 80),
            new SimpleMeterRegistry());
    upkeep =
        new StorageUpkeep(
            new StorageAccount(List.of()),
            retention,
            Duration.ofMinutes(1),
            fixture.clock,
            nanoseconds::get);
    fixture.bundles.used(
        fixture.bundles.store(fixture.bundles.stage(1)).digest(), fixture.clock.instant());
  }

  @AfterEach
  void close() {
    upkeep.close();
    fixture.close();
  }

  private void pass(Duration time) {
    set(time);
    nanoseconds.addAndGet(time.toNanos());
  }

  private void set(Duration step) {
    fixture.clock.move(step);
  }

  private boolean keeps() {
    upkeep.tick();
    return !fixture.bundles.digests().isEmpty();
  }

  @Test
  void removesWhatHasComeOfAge() {
    pass(AGE);
    assertThat(keeps()).isTrue();

    pass(Duration.ofSeconds(1));
    assertThat(keeps()).isFalse();
  }

  @Test
  void removesNothingForAnHourAfterTheClockWasSetFarAhead() {
    set(Duration.ofDays(365));
    assertThat(keeps()).isTrue();

    pass(Duration.ofMinutes(59));
    assertThat(keeps()).isTrue();

    pass(Duration.ofMinutes(1));
    assertThat(keeps()).as("nobody has set it right, so it is").isFalse();
  }

  @Test
  void removesNothingThatOnlyAClockSetAheadBitByBitMakesOld() {
    for (int step = 1; step <= 5; step++) {
      set(Duration.ofMinutes(50));
      assertThat(keeps()).as("after step %d", step).isTrue();
    }
  }

  @Test
  void believesAClockThatIsSetABitAheadAndBackAgainAndAgain() {
    for (int step = 1; step <= 5; step++) {
      set(Duration.ofMinutes(50));
      assertThat(keeps()).isTrue();
      set(Duration.ofMinutes(-50));
      assertThat(keeps()).isTrue();
    }

    pass(AGE.plusSeconds(1));
    assertThat(keeps()).isFalse();
  }
}
