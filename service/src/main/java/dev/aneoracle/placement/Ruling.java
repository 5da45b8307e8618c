package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Eligibility;
import dev.aneoracle.placement.OperationPlacement.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of one operation on one target.
 *
 * @param rule the id of the rule, {@code none} where no rule speaks
 * @param reason why it is not on the ANE, null where it may be
 * @param carried whether the ruling was carried over from another target
 */
record Ruling(String rule, Effect effect, @Nullable Reason reason, boolean carried) {

  private static final String SILENT = "none";

  /** Returns the ruling where no rule speaks of the operation. */
  static Ruling silent(String type, Target target) {
    return new Ruling(
        SILENT,
        Effect.UNDECIDED,
        new Reason(
            SILENT,
            ReasonCode.NO_RULE.name(),
            "No rule says whether the ANE takes " + type + " on " + target + ".",
            null,
            null,
            "I",
            "the rule data is silent"),
        false);
  }

  Eligibility eligibility() {
    return switch (effect) {
      case CONSTANT, ELIDED -> Eligibility.NOT_APPLICABLE;
      case OUTSIDE, REFUSED -> Eligibility.NO;
      case UNDECIDED -> Eligibility.UNKNOWN;
      case SUPPORTED -> Eligibility.YES;
    };
  }
}
