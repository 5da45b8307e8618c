package dev.aneoracle.placement;

import org.jspecify.annotations.Nullable;

/**
 * The answer to "does it run on the ANE".
 *
 * @param status the answer itself
 * @param basis which witness it rests on
 * @param reason why the status is {@link Status#UNDETERMINED}, null otherwise
 * @param onlyPostProcessingOutside whether all that is made outside the ANE is the label, a
 *     dictionary or a non-neural stage after it
 * @param summary one sentence for people
 * @param operationShare the share of operations on the ANE, 0 to 1; null where it is not known
 * @param flopShare the share of floating-point work on the ANE, 0 to 1; null where it is not known
 */
public record Verdict(
    Status status,
    Basis basis,
    @Nullable UndeterminedReason reason,
    boolean onlyPostProcessingOutside,
    String summary,
    @Nullable Double operationShare,
    @Nullable Double flopShare) {

  /** Fully, partially, not, or not known. */
  public enum Status {
    FULL(0),
    PARTIAL(1),
    NONE(2),
    UNDETERMINED(null);

    private final @Nullable Integer code;

    Status(@Nullable Integer code) {
      this.code = code;
    }

    /** Returns ANECompat's number for the status, null for {@link #UNDETERMINED}. */
    public @Nullable Integer code() {
      return code;
    }
  }

  /** The witness behind a verdict. */
  public enum Basis {
    PREDICTED,
    MEASURED,
    MEASURED_AND_PLANNED
  }

  /** Why a verdict is not known. */
  public enum UndeterminedReason {
    HOOKS_NOT_PROVEN,
    COVERAGE_UNKNOWN,
    UNKNOWN_OPERATIONS
  }
}
