package dev.aneoracle.evaluation;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.helper.NativeError;
import dev.aneoracle.helper.Observation;
import dev.aneoracle.helper.ObservedCompile;
import dev.aneoracle.helper.ObservedSegment;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.helper.Proof;
import dev.aneoracle.helper.SettingRun;
import dev.aneoracle.placement.MeasuredCoverage;
import dev.aneoracle.placement.MeasuredSegment;
import dev.aneoracle.placement.MeasuredVerdict;
import dev.aneoracle.placement.PlannedOperation;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Run;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts what a helper saw before the decision. Thread-safe. */
final class ObservationReader {

  private final MeasuredCoverage coverage;

  ObservationReader(MeasuredCoverage coverage) {
    this.coverage = coverage;
  }

  /** Decides on what was seen, as far as the hooks were proven by then. */
  MeasuredVerdict decide(Model model, EvaluationOptions options, Observation seen) {
    return decide(model, options, seen, seen.proof());
  }

  /** Decides with a proof that is newer than what was seen. */
  MeasuredVerdict decide(Model model, EvaluationOptions options, Observation seen, Proof proof) {
    return coverage.decide(
        model,
        new Run(
            options.computeUnits(),
            options.function(),
            unproven(seen, proof),
            segments(seen.segments()),
            compileErrors(seen),
            plan(seen.plan())));
  }

  /** Decides on the same model under another setting. */
  MeasuredVerdict decide(
      Model model, EvaluationOptions options, Observation seen, SettingRun setting) {
    String unproven =
        setting.hooksIntact() ? unproven(seen, seen.proof()) : "A hook was gone after the run";
    return coverage.decide(
        model,
        new Run(
            ComputeUnits.valueOf(setting.computeUnits()),
            options.function(),
            unproven,
            segments(setting.segments()),
            List.of(),
            null));
  }

  private static @Nullable String unproven(Observation seen, Proof proof) {
    if (!seen.helper().requiredHooksInstalled()) {
      return "A hook without which nothing is proven is not installed; /api/v1/hosts lists them";
    }
    if (!seen.hooksIntact()) {
      return "A hook was no longer in place after the run";
    }
    return switch (proof) {
      case Proof.Proven _ -> null;
      case Proof.Pending _ -> "The canaries have not run yet";
      case Proof.NotProven(Instant _, String reason, List<Proof.CanaryRun> _) -> reason;
    };
  }

  private static List<MeasuredSegment> segments(List<ObservedSegment> seen) {
    return seen.stream()
        .map(one ->
            new MeasuredSegment(
                one.key(),
                one.inputs(),
                one.outputs(),
                one.states(),
                text(one.loadError()),
                text(one.callError()),
                one.calls(),
                one.failedCalls(),
                one.asynchronousCalls()))
        .toList();
  }

  private static @Nullable String text(@Nullable NativeError error) {
    return error == null ? null : error.text();
  }

  private static List<String> compileErrors(Observation seen) {
    return seen.compiles().stream()
        .map(ObservedCompile::error)
        .filter(Objects::nonNull)
        .map(NativeError::text)
        .toList();
  }

  /** The segmentation analytics speak only where the compute plan does not. */
  private static @Nullable List<PlannedOperation> plan(@Nullable Plan plan) {
    if (plan == null) {
      return null;
    }
    boolean computed =
        plan.rows().stream().anyMatch(row -> row.source() == Plan.Source.COMPUTE_PLAN);
    Stream<Plan.Row> rows =
        plan.rows().stream().filter(row -> !computed || row.source() == Plan.Source.COMPUTE_PLAN);
    return rows.map(row ->
            new PlannedOperation(
                row.stage(),
                row.function(),
                row.name(),
                row.operator(),
                row.outputs(),
                row.preferred()))
        .toList();
  }
}
