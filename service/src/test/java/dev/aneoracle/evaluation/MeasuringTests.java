package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.Disagreements.Disagreement;
import dev.aneoracle.evaluation.Disagreements.Witness;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.MeasurementRequest;
import dev.aneoracle.helper.Observation;
import dev.aneoracle.helper.Outcome;
import dev.aneoracle.helper.Proof;
import dev.aneoracle.helper.SettingRun;
import dev.aneoracle.helper.Timings;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Target;
import dev.aneoracle.placement.Verdict;
import dev.aneoracle.placement.Verdict.Status;
import dev.aneoracle.placement.Verdict.UndeterminedReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class MeasuringTests {

  private static final Proof BROKEN =
      new Proof.NotProven(Instant.EPOCH, "The canary was not seen.", List.of());

  private EvaluationFixture fixture;

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture =
        new EvaluationFixture(
            TestDatabase.SQLITE.open(folder), folder, new QueueLimits(5, DataSize.ofGigabytes(1)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Measurement measured(Observation seen) {
    return measured(Samples.options(), seen);
  }

  private Measurement measured(EvaluationOptions options, Observation seen) {
    fixture.measurer.answers(new Outcome.Observed(seen));
    Evaluation evaluation = fixture.submit(options).evaluation();
    fixture.runPermits();
    Answer answer = Objects.requireNonNull(fixture.now(evaluation).answer());
    assertThat(answer.failure()).isNull();
    return Objects.requireNonNull(answer.measurement());
  }

  private static UndeterminedReason reason(Measurement measurement) {
    return Objects.requireNonNull(measurement.verdict().reason());
  }

  @Test
  void whatWasSeenIsKeptWithTheVerdict() {
    Measurement measurement = measured(Observations.of(Observations.whole()));

    Measurement.Seen seen = Objects.requireNonNull(measurement.seen());
    assertThat(measurement.verdict().status()).isEqualTo(Status.FULL);
    assertThat(measurement.verdict().basis()).isEqualTo(Verdict.Basis.MEASURED);
    assertThat(seen.programs()).containsExactly(Observations.whole());
    assertThat(seen.proof().state()).isEqualTo(ProofSummary.State.PROVEN);
    assertThat(seen.timings().predictions()).containsExactly(30L, 10L, 20L);
  }

  @Test
  void aSimulatedVerdictSaysThatNothingRealWasMeasured() {
    Measurement measurement = measured(Observations.of(Observations.whole()));

    assertThat(measurement.verdict().summary()).startsWith("Simulated, nothing real was measured");
    assertThat(measurement.notes()).first().asString().contains("stand-ins");
  }

  @Test
  void noneIsPublishedOnlyAfterTheCanariesPassedAgain() {
    Measurement measurement = measured(Observations.of());

    assertThat(measurement.verdict().status()).isEqualTo(Status.NONE);
    assertThat(fixture.measurer.proofs()).isEqualTo(1);
  }

  @Test
  void noneIsUndeterminedWhereTheCanariesFailThen() {
    fixture.measurer.proves(BROKEN);

    Measurement measurement = measured(Observations.of());

    assertThat(measurement.verdict().status()).isEqualTo(Status.UNDETERMINED);
    assertThat(reason(measurement)).isEqualTo(UndeterminedReason.HOOKS_NOT_PROVEN);
    assertThat(measurement.verdict().summary()).contains("The canary was not seen.");
  }

  @Test
  void otherVerdictsNeedNoSecondProof() {
    measured(Observations.of(Observations.whole()));

    assertThat(fixture.measurer.proofs()).isZero();
  }

  @Test
  void hooksThatWereGoneAfterTheRunGiveNoVerdict() {
    Proof proven = new Proof.Proven(Instant.EPOCH, List.of());

    assertThat(reason(measured(Observations.of(false, proven, Observations.whole()))))
        .isEqualTo(UndeterminedReason.HOOKS_NOT_PROVEN);
    assertThat(reason(measured(Observations.of(true, BROKEN, Observations.whole()))))
        .isEqualTo(UndeterminedReason.HOOKS_NOT_PROVEN);
    assertThat(reason(measured(Observations.of(true, new Proof.Pending()))))
        .isEqualTo(UndeterminedReason.HOOKS_NOT_PROVEN);
  }

  @Test
  void aPlanIsAskedForOnlyWhereNamesDoNotDecide() {
    AtomicReference<MeasurementRequest> request = new AtomicReference<>();
    fixture.measurer.runs((asked, _) -> {
      request.set(asked);
      return new Outcome.Observed(Observations.of(Observations.whole()));
    });
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();

    MeasurementRequest asked = Objects.requireNonNull(request.get());
    assertThat(asked.needsPlan()).accepts(Observations.of(Observations.nameless()));
    assertThat(asked.needsPlan()).rejects(Observations.of(Observations.whole()));
    assertThat(asked.needsPlan()).rejects(Observations.of());
    assertThat(asked.directory()).isEqualTo(fixture.files.directory(evaluation.id()));
  }

  @Test
  void optionsReachTheHelperAndComeBackFromTheRow() {
    AtomicReference<MeasurementRequest> request = new AtomicReference<>();
    fixture.measurer.runs((asked, _) -> {
      request.set(asked);
      return Failures.DOES_NOT_COMPILE;
    });
    MeasuringOptions measuring =
        new MeasuringOptions(
            new MeasurementRequest.Settings(
                7,
                MeasurementRequest.Optionals.ABSENT,
                MeasurementRequest.EngineChoice.CLASSIC,
                MeasurementRequest.PlanWhen.ALWAYS,
                true,
                true,
                MeasurementRequest.CacheUse.WARM),
            java.util.Map.of("image", List.of(64L)));
    Evaluation evaluation =
        fixture
            .submit(
                new EvaluationOptions(
                    ComputeUnits.CPU_AND_NE, List.of(Samples.M1), null, measuring, null))
            .evaluation();

    fixture.runPermits();

    assertThat(Objects.requireNonNull(request.get()).settings()).isEqualTo(measuring.settings());
    assertThat(request.get().shapes()).isEqualTo(measuring.shapes());
    assertThat(fixture.now(evaluation).options().measuring()).isEqualTo(measuring);
    assertThat(
            Objects.requireNonNull(fixture.now(evaluation).answer())
                .predictions()
                .getFirst()
                .warnings())
        .anyMatch(warning -> warning.contains("default shapes"));
  }

  @Test
  void aPlanDecidesAndItsRowsAreKept() {
    Observation seen =
        Observations.of(Observations.nameless()).withPlan(Observations.plan("ANE"), null);
    fixture.measurer.answers(new Outcome.Observed(seen));
    Evaluation evaluation = fixture.submit(1);

    fixture.runPermits();

    Verdict verdict =
        Objects.requireNonNull(Objects.requireNonNull(fixture.now(evaluation).answer()).verdict());
    assertThat(verdict.basis()).isEqualTo(Verdict.Basis.MEASURED_AND_PLANNED);
    assertThat(verdict.status()).isEqualTo(Status.FULL);
    assertThat(fixture.service.plan(evaluation.id())).contains(Observations.plan("ANE").rows());
  }

  @Test
  void operationsOnWhichTheWitnessesDifferAreListed() {
    EvaluationOptions options =
        EvaluationOptions.of(ComputeUnits.CPU_AND_NE, List.of(new Target("M1", 14)), null);
    Measurement measurement =
        measured(
            options,
            Observations.of(Observations.whole()).withPlan(Observations.plan("CPU"), null));

    assertThat(measurement.disagreements().count()).isEqualTo(1);
    Disagreement only = measurement.disagreements().operations().getFirst();
    assertThat(only.operation()).isEqualTo("layer1");
    assertThat(only.predicted()).isEqualTo(Witness.ANE);
    assertThat(only.planned()).isEqualTo(Witness.OUTSIDE);
    assertThat(only.measured()).isEqualTo(Witness.ANE);
    assertThat(Objects.requireNonNull(measurement.plan()).cpu()).isEqualTo(1);
  }

  @Test
  void predictionForAnotherChipOrOtherUnitsIsNotComparedWithTheMeasurement() {
    assertThat(measured(Observations.of()).disagreements().count()).isZero();
    assertThat(
            measured(
                    EvaluationOptions.of(ComputeUnits.ALL, List.of(new Target("M1", 14)), null),
                    Observations.of())
                .disagreements()
                .count())
        .isZero();
    assertThat(
            measured(
                    EvaluationOptions.of(
                        ComputeUnits.CPU_AND_NE, List.of(new Target("M1", 14)), null),
                    Observations.of())
                .disagreements()
                .count())
        .isEqualTo(1);
  }

  @Test
  void settingsAreComparedByMedianAndSpread() {
    Failure crashed = Failures.CRASHED;
    Observation seen =
        Observations.of(Observations.whole())
            .withSettings(
                List.of(
                    new SettingRun(
                        "CPU_ONLY",
                        List.of(),
                        true,
                        new Timings(0, 9, List.of(90L, 91L, 92L)),
                        null),
                    new SettingRun("ALL", List.of(), true, null, crashed)));

    Comparison comparison = Objects.requireNonNull(measured(seen).comparison());

    assertThat(comparison.settings())
        .extracting(Comparison.Setting::computeUnits)
        .containsExactly("CPU_AND_NE", "CPU_ONLY", "ALL");
    assertThat(comparison.settings().getFirst().median()).isEqualTo(20);
    assertThat(comparison.settings().getFirst().spread()).isEqualTo(10);
    assertThat(comparison.fastest()).isEqualTo("CPU_AND_NE");
    assertThat(comparison.settings().getLast().failure()).isEqualTo(crashed);
  }

  @Test
  void nothingIsFastestWithinTheSpreadOrOfTooFewSamples() {
    assertThat(fastest(List.of(20L, 21L, 22L))).isNull();
    assertThat(fastest(List.of(90L))).isNull();
    assertThat(fastest(List.of(90L, 90L, 90L))).isEqualTo("CPU_AND_NE");
  }

  private @org.jspecify.annotations.Nullable String fastest(List<Long> others) {
    Observation seen =
        Observations.of(Observations.whole())
            .withSettings(
                List.of(
                    new SettingRun("CPU_ONLY", List.of(), true, new Timings(0, 9, others), null)));
    return Objects.requireNonNull(measured(seen).comparison()).fastest();
  }

  @Test
  void deletingAnEvaluationDeletesItsFolderAndAFailedOneKeepsIt() throws IOException {
    fixture.measurer.runs((asked, _) -> {
      write(asked.directory().resolve("artifacts").resolve("a.bin"));
      write(asked.directory().resolve("helper.log"));
      return Failures.DOES_NOT_COMPILE;
    });
    Evaluation evaluation = fixture.submit(1);
    fixture.runPermits();
    assertThat(fixture.files.log(evaluation.id())).isPresent();
    assertThat(fixture.files.artifacts(evaluation.id())).hasSize(1);

    fixture.service.delete(evaluation.id());

    assertThat(fixture.files.directory(evaluation.id())).doesNotExist();
  }

  @Test
  void foldersOfEvaluationsThatAreGoneAreSwept() {
    Evaluation kept = fixture.submit(1);
    write(fixture.files.directory(kept.id()).resolve("helper.log"));
    write(fixture.files.directory("gone").resolve("helper.log"));

    fixture.service.removeUnused();

    assertThat(fixture.files.directory("gone")).doesNotExist();
    assertThat(fixture.files.directory(kept.id())).exists();
  }

  @Test
  void onlyNamesOfTheListAreServed() throws IOException {
    write(fixture.files.directory("e").resolve("helper.log"));
    write(fixture.files.directory("e").resolve("artifacts").resolve("a.bin"));
    Files.createSymbolicLink(
        fixture.files.directory("e").resolve("artifacts").resolve("link"),
        fixture.files.directory("e").resolve("helper.log"));

    assertThat(fixture.files.artifact("e", "a.bin")).isPresent();
    assertThat(fixture.files.artifact("e", "../helper.log")).isEmpty();
    assertThat(fixture.files.artifact("e", "link")).isEmpty();
  }

  @Test
  void answersOfEarlierVersionsAreStillRead() {
    EvaluationJson json = new EvaluationJson();
    Measurement old =
        json.read(
            """
            {"verdict": {"status": "FULL", "basis": "MEASURED", "summary": "s"}, "segments": []}
            """,
            Measurement.class);
    EvaluationOptions options =
        json.read(
            """
            {"computeUnits": "ALL", "targets": [{"chip": "M1", "macos": 12}]}
            """,
            EvaluationOptions.class);

    assertThat(old.notes()).isEmpty();
    assertThat(old.disagreements().count()).isZero();
    assertThat(options.measuring()).isEqualTo(MeasuringOptions.usual());
  }

  private static void write(Path file) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, "content");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWasMeasuredIsWrittenOnceALockedDatabaseIsFree() throws Exception {
    try (Connection another = fixture.database.dataSource().getConnection()) {
      AtomicInteger failures = new AtomicInteger();
      fixture.measurer.runs((_, _) -> {
        lock(another);
        return Failures.MEASURED_FULL;
      });
      fixture.whenDatabaseFails =
          () -> {
            failures.incrementAndGet();
            unlock(another);
          };
      Evaluation evaluation = fixture.submit(Samples.options()).evaluation();
      fixture.awaitPredictions();

      fixture.runPermits();

      assertThat(failures).hasValue(1);
      assertThat(fixture.now(evaluation).state()).isEqualTo(EvaluationState.SUCCEEDED);
      assertThat(fixture.now(evaluation).attempt()).isEqualTo(1);
    }
  }

  private static void lock(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("update evaluation set priority = priority");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void unlock(Connection connection) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
