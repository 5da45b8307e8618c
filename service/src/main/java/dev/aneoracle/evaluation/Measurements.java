package dev.aneoracle.evaluation;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.helper.Observation;
import dev.aneoracle.helper.Proof;
import dev.aneoracle.helper.SettingRun;
import dev.aneoracle.placement.MeasuredVerdict;
import dev.aneoracle.placement.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Makes the part of an answer that was measured. */
final class Measurements {

  private static final String SIMULATED = "Simulated, nothing real was measured: ";

  private final ObservationReader reader;

  Measurements(ObservationReader reader) {
    this.reader = reader;
  }

  ObservationReader reader() {
    return reader;
  }

  /** What was decided, together with what it was decided on. */
  record Decided(Model model, Observation seen, Proof proof, MeasuredVerdict decision) {}

  Measurement of(EvaluationOptions options, Decided decided, List<TargetOperations> predicted) {
    Observation seen = decided.seen();
    boolean simulated = seen.helper().simulated();
    List<String> notes = new ArrayList<>(decided.decision().notes());
    if (simulated) {
      notes.addFirst(
          "The helper is built against stand-ins: nothing here says anything about a model or a"
              + " Neural Engine.");
    }
    return new Measurement(
        simulated ? marked(decided.decision().verdict()) : decided.decision().verdict(),
        decided.decision().segments(),
        notes,
        new Measurement.Seen(
            seen.helper(),
            ProofSummary.of(decided.proof()),
            seen.hooksIntact(),
            seen.segments(),
            seen.compiles(),
            seen.engineClass(),
            seen.inputs(),
            seen.timings(),
            seen.planFailure(),
            seen.evidence()),
        PlanSummary.ofNullable(seen.plan()),
        seen.settings().isEmpty() ? null : comparison(options, decided),
        WitnessComparer.compare(
            options, predicted, seen.helper().machine(), seen.plan(), decided.decision().onAne()));
  }

  private Comparison comparison(EvaluationOptions options, Decided decided) {
    List<Comparison.Setting> settings = new ArrayList<>();
    settings.add(
        Comparison.Setting.of(
            options.computeUnits().name(),
            shown(decided.decision().verdict(), decided),
            decided.seen().timings()));
    for (SettingRun run : decided.seen().settings()) {
      if (run.computeUnits().equals(options.computeUnits().name())) {
        continue;
      }
      settings.add(setting(options, decided, run));
    }
    return Comparison.of(settings);
  }

  private Comparison.Setting setting(EvaluationOptions options, Decided decided, SettingRun run) {
    if (run.failure() != null) {
      return Comparison.Setting.failed(run.computeUnits(), run.failure());
    }
    Verdict verdict = reader.decide(decided.model(), options, decided.seen(), run).verdict();
    return Comparison.Setting.of(
        run.computeUnits(),
        shown(verdict, decided),
        run.timings() == null ? new dev.aneoracle.helper.Timings(0, 0, List.of()) : run.timings());
  }

  private static Verdict shown(Verdict verdict, Decided decided) {
    return decided.seen().helper().simulated() ? marked(verdict) : verdict;
  }

  private static Verdict marked(Verdict verdict) {
    return new Verdict(
        verdict.status(),
        verdict.basis(),
        verdict.reason(),
        verdict.onlyPostProcessingOutside(),
        SIMULATED + verdict.summary(),
        verdict.operationShare(),
        verdict.flopShare());
  }
}
