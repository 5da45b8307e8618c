package dev.aneoracle.placement;

import dev.aneoracle.placement.Coverage.Outcome;
import dev.aneoracle.placement.Verdict.Basis;
import dev.aneoracle.placement.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Puts what a run showed into sentences. */
final class MeasuredSummary {

  private MeasuredSummary() {}

  static String some(Outcome outcome, Basis basis, Run run) {
    String text =
        count(run.called().size(), "program")
            + " ran on the ANE; "
            + (outcome.status() == Status.FULL
                ? "every output is made there"
                : outcome.onlyPostProcessingOutside()
                    ? "only post-processing is made outside it"
                    : "other work is done outside it");
    return basis == Basis.MEASURED_AND_PLANNED
        ? text + ", by Core ML's plan: the programs have no names to tell it by"
        : text;
  }

  /** Says how far Core ML got with the ANE. */
  static String none(Run run, Wiring wiring) {
    String nothing = "nothing ran on the ANE: ";
    if (!Units.allowAne(run.units())) {
      return nothing + "the compute units " + run.units() + " leave it out";
    }
    int failed = run.segments().stream().mapToInt(MeasuredSegment::failedCalls).sum();
    Optional<String> notLoaded =
        run.segments().stream()
            .map(MeasuredSegment::loadError)
            .filter(Objects::nonNull)
            .findFirst();
    if (failed > 0) {
      return nothing
          + count(failed, "ANE call")
          + " failed"
          + callError(run).map(text -> " (" + text + ")").orElse("")
          + ", and Core ML ran the work elsewhere";
    }
    if (!run.compileErrors().isEmpty()) {
      return nothing + "the ANE compile failed: " + run.compileErrors().getFirst();
    }
    if (notLoaded.isPresent()) {
      return nothing + "the program could not be loaded: " + notLoaded.get();
    }
    if (!run.segments().isEmpty()) {
      return nothing + count(run.segments().size(), "program") + " loaded but never evaluated";
    }
    return wiring.strands().stream().noneMatch(Wiring.Strand::neural)
        ? nothing + "never tried, the model holds no neural network"
        : nothing + "Core ML never tried it";
  }

  private static Optional<String> callError(Run run) {
    return run.segments().stream()
        .map(MeasuredSegment::callError)
        .filter(Objects::nonNull)
        .findFirst();
  }

  static String unknown(Run run) {
    return count(run.called().size(), "program")
        + " ran on the ANE; whether they cover the model is not known: their tensors cannot be"
        + " found by name in the model, and "
        + (run.plan() == null ? "there is no plan" : "the plan names no operation");
  }

  static List<String> notes(MeasuredFlow flow, Run run) {
    List<String> notes = new ArrayList<>();
    if (flow.edges() > 0) {
      notes.add(
          count(flow.edges(), "operation")
              + " at the model's edge that only cast or rename a value are left out of account.");
    }
    if (flow.programs().stream().anyMatch(Placed::stripped)) {
      notes.add("Names of tensors were matched without what stands behind their @.");
    }
    int failed = run.segments().stream().mapToInt(MeasuredSegment::failedCalls).sum();
    if (failed > 0) {
      notes.add(count(failed, "ANE call") + " failed and count for nothing.");
    }
    int submitted = run.segments().stream().mapToInt(MeasuredSegment::asynchronousCalls).sum();
    if (submitted > 0) {
      notes.add(count(submitted, "ANE call") + " were seen to be submitted, not to end.");
    }
    long nameless = run.called().stream().filter(segment -> !segment.named()).count();
    if (nameless > 0) {
      notes.add(count(nameless, "program") + " that ran told neither key nor symbols.");
    }
    return notes;
  }

  static List<String> with(List<String> notes, String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return all;
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
