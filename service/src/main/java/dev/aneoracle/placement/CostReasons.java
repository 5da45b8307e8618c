package dev.aneoracle.placement;

import dev.aneoracle.placement.CostPlacement.Candidate;
import dev.aneoracle.placement.CostTable.Charges;
import dev.aneoracle.placement.CostTable.Origin;
import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** Says why the cost model keeps an operation off the ANE, or cannot tell. */
final class CostReasons {

  private static final String ADVICE =
      "Small models stay on the CPU: put several calls into one batch, merge models, or keep"
          + " operations that the ANE refuses out of the middle.";

  private final Target target;
  private final int chip;
  private final Map<Charges, String> told = new HashMap<>();

  CostReasons(TargetCatalog catalog, Target target) {
    this.target = target;
    this.chip = catalog.place(target.chip());
  }

  /** Returns the reason; {@code exact} tells that an open standing is a tie. */
  Optional<Reason> of(Candidate candidate, Node.Standing standing, boolean exact, Charges charges) {
    return switch (standing) {
      case ON, GONE -> Optional.empty();
      case OPEN ->
          candidate.ruling().effect() == Effect.SUPPORTED
              ? Optional.of(exact ? tie(candidate, charges) : undecided(candidate, charges))
              : Optional.ofNullable(candidate.ruling().reason());
      case OUTSIDE ->
          candidate.refused()
              ? Optional.ofNullable(candidate.ruling().reason())
              : Optional.of(prefersCpu(candidate, charges));
    };
  }

  private Reason prefersCpu(Candidate candidate, Charges charges) {
    return reason(
        candidate,
        charges,
        ReasonCode.COST_MODEL_PREFERS_CPU,
        (candidate.ruling().effect() == Effect.SUPPORTED
                ? "The ANE can run it, but the path over the CPU costs less"
                : "Even if the ANE takes it, the path over the CPU costs less")
            + times(candidate.estimate())
            + charges(charges));
  }

  private Reason tie(Candidate candidate, Charges charges) {
    return reason(
        candidate,
        charges,
        ReasonCode.COST_MODEL_TIE,
        "The ANE can run it, and the paths over both units cost the same"
            + times(candidate.estimate())
            + charges(charges));
  }

  private Reason undecided(Candidate candidate, Charges charges) {
    return reason(
        candidate,
        charges,
        ReasonCode.COST_MODEL_UNDECIDED,
        "The ANE can run it; which path costs less lies within what is not known of the costs"
            + times(candidate.estimate())
            + charges(charges));
  }

  /** Returns the reason of several operations, out of that of the first. */
  static Reason together(Reason first, int count, Estimate sum, Charges charges) {
    String they = "The ANE could run these " + count + " operations";
    String how =
        switch (ReasonCode.valueOf(first.code())) {
          case COST_MODEL_TIE -> ", and the paths over both units cost the same";
          case COST_MODEL_UNDECIDED ->
              "; which path costs less lies within what is not known of the costs";
          default -> ", but the path over the CPU costs less";
        };
    return new Reason(
        first.rule(),
        first.code(),
        they + how + times(sum) + " in all" + tell(charges),
        null,
        first.advice(),
        first.confidence(),
        first.source());
  }

  private Reason reason(Candidate candidate, Charges charges, ReasonCode code, String message) {
    SequencedSet<String> sources = new LinkedHashSet<>(charges.origin().sources());
    Origin origin = candidate.estimate().origin();
    boolean measured = measured(charges.origin());
    if (origin != null) {
      sources.addAll(origin.sources());
      measured &= measured(origin);
    }
    return new Reason(
        origin == null ? charges.origin().id() : origin.id(),
        code.name(),
        message,
        null,
        ADVICE,
        measured ? "M" : "I",
        String.join("; ", sources));
  }

  private boolean measured(Origin origin) {
    return origin.confidence().equals("M")
        && origin.scope().reach(target, chip) == Scope.Reach.HOME;
  }

  private static String times(Estimate estimate) {
    return ": estimated "
        + time(estimate.ane())
        + " on the ANE and "
        + time(estimate.cpu())
        + " on the CPU";
  }

  private String charges(Charges charges) {
    return told.computeIfAbsent(charges, CostReasons::tell);
  }

  private static String tell(Charges charges) {
    return String.format(
        Locale.ROOT,
        "; each change of unit costs %s ms, starting the ANE %s ms and ending on it %s ms.",
        charges.change(),
        charges.launch(),
        charges.output());
  }

  private static String time(Range range) {
    if (Double.isInfinite(range.most())) {
      return "an unknown time";
    }
    String least = String.format(Locale.ROOT, "%.3g", range.least());
    String most = String.format(Locale.ROOT, "%.3g", range.most());
    return least.equals(most) ? least + " ms" : least + " to " + most + " ms";
  }
}
