package dev.aneoracle.placement;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.placement.Coverage.Outcome;
import dev.aneoracle.placement.Verdict.Basis;
import dev.aneoracle.placement.Verdict.Status;
import dev.aneoracle.placement.Verdict.UndeterminedReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides by what was seen of a run. The same run always gives the same verdict. Thread-safe.
 *
 * <p>Where names do not say enough, both readings are taken; if they differ, the plan decides, and
 * without a plan the verdict is undetermined.
 */
public final class MeasuredCoverage {

  private final Map<ModelType, ModelKind> kinds;

  private MeasuredCoverage(Map<ModelType, ModelKind> kinds) {
    this.kinds = kinds;
  }

  /** Reads what the rule data says of models without a graph. */
  public static MeasuredCoverage load() {
    return new MeasuredCoverage(RuleData.load().kinds());
  }

  /**
   * Decides for a model.
   *
   * @throws Predictor.UnknownFunctionException when the model has no such function
   */
  public MeasuredVerdict decide(Model model, Run run) {
    Wiring wiring = new WiringBuilder(kinds).build(model, run.function());
    MeasuredFlow flow = MeasuredFlow.of(wiring, run.called());
    List<Segment> segments = MeasuredSegments.of(flow);
    AneWork work = AneWork.of(flow);
    if (run.unproven() != null) {
      return undetermined(
          UndeterminedReason.HOOKS_NOT_PROVEN, run.unproven(), segments, List.of(), false);
    }
    if (run.called().isEmpty()) {
      Shares shares = work.shares();
      return new MeasuredVerdict(
          new Verdict(
              Status.NONE,
              Basis.MEASURED,
              null,
              false,
              MeasuredSummary.none(run, wiring),
              shares.operations(),
              shares.flops()),
          List.of(),
          MeasuredSummary.notes(flow, run),
          false,
          work.places());
    }
    Outcome least = flow.least();
    if (least.equals(flow.most())) {
      Shares shares = shares(work, wiring, run);
      return new MeasuredVerdict(
          verdict(least, Basis.MEASURED, run, shares),
          segments,
          MeasuredSummary.notes(flow, run),
          false,
          work.places());
    }
    return planned(flow, run, segments, work, least);
  }

  private static MeasuredVerdict planned(
      MeasuredFlow flow, Run run, List<Segment> segments, AneWork work, Outcome least) {
    List<String> notes = MeasuredSummary.notes(flow, run);
    List<PlannedOperation> rows = run.plan() == null ? List.of() : run.plan();
    PlanReading plan = PlanReading.of(flow.wiring(), rows, run.function());
    if (plan.speaks()) {
      return new MeasuredVerdict(
          verdict(
              plan.decide(flow.wiring()),
              Basis.MEASURED_AND_PLANNED,
              run,
              shares(work, flow.wiring(), run)),
          segments,
          notes,
          false,
          work.places());
    }
    boolean partialEitherWay = least.status() == flow.most().status();
    if (partialEitherWay) {
      return new MeasuredVerdict(
          verdict(least, Basis.MEASURED, run, work.shares()),
          segments,
          MeasuredSummary.with(
              notes, "Whether only post-processing is outside the ANE cannot be told by names."),
          run.plan() == null,
          work.places());
    }
    return undetermined(
        UndeterminedReason.COVERAGE_UNKNOWN,
        MeasuredSummary.unknown(run),
        segments,
        notes,
        run.plan() == null);
  }

  private static Shares shares(AneWork work, Wiring wiring, Run run) {
    Shares byNames = work.shares();
    if (byNames.operations() != null || run.plan() == null) {
      return byNames;
    }
    PlanReading plan = PlanReading.of(wiring, run.plan(), run.function());
    return new Shares(plan.speaks() ? plan.share() : null, null);
  }

  private static Verdict verdict(Outcome outcome, Basis basis, Run run, Shares shares) {
    return new Verdict(
        outcome.status(),
        basis,
        null,
        outcome.onlyPostProcessingOutside(),
        MeasuredSummary.some(outcome, basis, run),
        shares.operations(),
        shares.flops());
  }

  private static MeasuredVerdict undetermined(
      UndeterminedReason reason,
      String summary,
      List<Segment> segments,
      List<String> notes,
      boolean needsPlan) {
    @Nullable Double unknown = null;
    return new MeasuredVerdict(
        new Verdict(Status.UNDETERMINED, Basis.MEASURED, reason, false, summary, unknown, unknown),
        segments,
        notes,
        needsPlan,
        Map.of());
  }
}
