package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.bundle.ModelDigest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** What goes when it is old or too much, and what stays. */
class RetentionTests {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration LONG = Duration.ofDays(3650);

  @TempDir private Path folder;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private @Nullable EvaluationFixture opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private EvaluationFixture open(TestDatabase database) {
    opened =
        new EvaluationFixture(
            database.open(folder), folder, new QueueLimits(100, DataSize.ofGigabytes(1)));
    return opened;
  }

  private Retention retention(EvaluationFixture fixture, RetentionSettings settings) {
    return fixture.retention(settings, meters);
  }

  private static RetentionSettings evaluations(Duration age) {
    return new RetentionSettings(age, null, LONG, null, 90, 80);
  }

  private static RetentionSettings bundles(Duration age) {
    return new RetentionSettings(null, age, LONG, null, 90, 80);
  }

  private static RetentionSettings size(long bytes) {
    return new RetentionSettings(null, null, LONG, DataSize.ofBytes(bytes), 90, 50);
  }

  private double removed(String what) {
    return meters.get("ane.oracle.retention.removed").tag("what", what).counter().count();
  }

  private static boolean stored(EvaluationFixture fixture, int number) {
    return fixture.bundles.find(ModelDigest.parse(Samples.digest(number))).isPresent();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void removesEvaluationsThatEndedLongAgoWithTheirModels(TestDatabase database) throws Exception {
    EvaluationFixture fixture = open(database);
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation old = fixture.submit(1);
    fixture.runPermits();
    fixture.clock.move(MONTH.plusSeconds(1));
    Evaluation fresh = fixture.submit(2);
    fixture.service.delete(fresh.id());

    retention(fixture, evaluations(MONTH)).apply();

    assertThat(fixture.repository.find(old.id())).isEmpty();
    assertThat(stored(fixture, 1)).isFalse();
    assertThat(fixture.now(fresh).state()).isEqualTo(EvaluationState.CANCELLED);
    assertThat(stored(fixture, 2)).isTrue();
    assertThat(removed("evaluation")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void keepsWhatHasNotEndedHoweverOld(TestDatabase database) throws Exception {
    EvaluationFixture fixture = open(database);
    Evaluation queued = fixture.submit(1);
    fixture.awaitPredictions();
    Files.createDirectories(fixture.files.directory(queued.id()));
    fixture.clock.move(LONG.multipliedBy(2));

    retention(fixture, new RetentionSettings(MONTH, MONTH, MONTH, DataSize.ofBytes(100), 90, 1))
        .apply();

    assertThat(fixture.now(queued).state()).isEqualTo(EvaluationState.QUEUED);
    assertThat(stored(fixture, 1)).isTrue();
    assertThat(fixture.files.directory(queued.id())).exists();
    assertThat(removed("bundle")).isZero();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void anAnswerOutlivesItsModel(TestDatabase database) throws Exception {
    EvaluationFixture fixture = open(database);
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    fixture.runPermits();
    Evaluation answered = fixture.now(evaluation);
    fixture.clock.move(MONTH.plusSeconds(1));

    retention(fixture, bundles(MONTH)).apply();

    assertThat(stored(fixture, 1)).isFalse();
    assertThat(fixture.now(evaluation)).isEqualTo(answered);
    assertThat(
            fixture.service.submit(
                ModelDigest.parse(Samples.digest(1)), Samples.submission(Samples.options())))
        .isEmpty();
    assertThat(fixture.submit(1).id()).isEqualTo(evaluation.id());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void acceptsAModelThatWentOnlyOnceItIsOnTheDiskAgain(TestDatabase database) throws Exception {
    EvaluationFixture fixture = open(database);
    fixture.measurer.answers(Failures.MEASURED_FULL);
    fixture.submit(1);
    fixture.submit(2);
    fixture.runPermits();
    fixture.clock.move(MONTH.plusSeconds(1));
    retention(fixture, bundles(MONTH)).apply();
    fixture.bundles.moveIn(fixture.bundles.stage(1));
    fixture.bundles.moveIn(fixture.bundles.stage(2));
    assertThat(fixture.bundles.secured(1)).isFalse();

    fixture.submit(1, 5, Submission.Reuse.NEVER);
    fixture.service.submit(
        ModelDigest.parse(Samples.digest(2)), Samples.submission(Samples.options()));

    assertThat(fixture.bundles.secured(1)).isTrue();
    assertThat(fixture.bundles.secured(2)).isTrue();
  }

  @Test
  void removesTheModelsThatWereLongestOfNoUseUntilTheLowWaterMark() throws Exception {
    EvaluationFixture fixture = open(TestDatabase.SQLITE);
    fixture.measurer.answers(Failures.MEASURED_FULL);
    for (int number = 1; number <= 10; number++) {
      fixture.submit(number);
      fixture.runPermits();
      fixture.clock.move(Duration.ofMinutes(1));
    }
    fixture.submit(1);

    Retention retention = retention(fixture, size(1000));
    retention.apply();
    retention.apply();

    assertThat(removed("bundle")).isEqualTo(5);
    assertThat(stored(fixture, 1)).as("used again a moment ago").isTrue();
    for (int number = 2; number <= 6; number++) {
      assertThat(stored(fixture, number)).as("model %d", number).isFalse();
    }
    for (int number = 7; number <= 10; number++) {
      assertThat(stored(fixture, number)).as("model %d", number).isTrue();
    }
  }

  @Test
  void removesNothingBelowTheHighWaterMark() throws Exception {
    EvaluationFixture fixture = open(TestDatabase.SQLITE);
    for (int number = 1; number <= 9; number++) {
      fixture.bundles.store(fixture.bundles.stage(number));
    }

    retention(fixture, size(1000)).apply();

    assertThat(fixture.bundles.digests()).hasSize(9);
  }

  @Test
  void removesOldLogsAndDumpsAndKeepsTheAnswer() throws Exception {
    EvaluationFixture fixture = open(TestDatabase.SQLITE);
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    fixture.runPermits();
    Path files = Files.createDirectories(fixture.files.directory(evaluation.id()));
    Files.writeString(files.resolve("helper.log"), "a line");
    age(files, fixture.clock.instant().minus(MONTH).minusSeconds(1));

    retention(fixture, new RetentionSettings(null, null, MONTH, null, 90, 80)).apply();

    assertThat(files).doesNotExist();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
    assertThat(removed("files")).isEqualTo(1);
  }

  private static void age(Path folder, Instant time) throws Exception {
    Files.setLastModifiedTime(folder, FileTime.from(time));
  }

  @Test
  void twoNodesThatDoItAtOnceRemoveEachModelOnce() throws Exception {
    EvaluationFixture fixture = open(TestDatabase.POSTGRESQL);
    for (int number = 1; number <= 20; number++) {
      fixture.bundles.store(fixture.bundles.stage(number));
    }
    Retention one = retention(fixture, bundles(MONTH));
    Retention other = retention(fixture, bundles(MONTH));

    Thread beside =
        Thread.ofPlatform()
            .start(() -> {
              try {
                other.apply();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    one.apply();
    beside.join();

    assertThat(fixture.bundles.digests()).isEmpty();
    assertThat(removed("bundle")).isEqualTo(20);
  }

  @Test
  void refusesWaterMarksThatDoNotFit() {
    assertThatThrownBy(() -> new RetentionSettings(null, null, MONTH, null, 80, 90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low-water");
  }

  @Test
  void refusesNewWorkAndMeasuresNothingWithoutRoomAndGoesOnOnceThereIs() {
    EvaluationFixture fixture = open(TestDatabase.SQLITE);
    fixture.measurer.answers(Failures.MEASURED_FULL);
    Evaluation evaluation = fixture.submit(1);
    fixture.free.set(EvaluationFixture.RESERVE - 1);

    fixture.runPermits();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.QUEUED);
    assertThat(fixture.now(evaluation).attempt()).isZero();
    assertThatThrownBy(() -> fixture.submit(2, 5, Submission.Reuse.NEVER))
        .hasMessageContaining("999 bytes left");

    fixture.free.set(EvaluationFixture.RESERVE);
    fixture.runPermits();
    assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
  }
}
