package dev.aneoracle.api;

import dev.aneoracle.placement.TimeEstimate;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What Core ML's cost model takes a model to last. */
@Schema(
    name = "TimeEstimate",
    description =
        "What Core ML's cost model takes the model to last. Core ML places operations by it; it is"
            + " an estimate and never a latency that was measured")
record TimeEstimateResponse(
    @Schema(description = "Whose estimate it is") Basis basis,
    @Schema(description = "Milliseconds as predicted to be placed, changes of unit included")
        BoundsResponse totalMs,
    @Schema(description = "Milliseconds with every operation on the CPU") BoundsResponse cpuMs,
    @Schema(description = "Share of the operations' own time that is spent on the ANE, 0 to 1")
        BoundsResponse timeShare) {

  static @Nullable TimeEstimateResponse ofNullable(@Nullable TimeEstimate estimate) {
    return estimate == null
        ? null
        : new TimeEstimateResponse(
            Basis.CORE_ML_COST_MODEL,
            BoundsResponse.of(estimate.totalMs()),
            BoundsResponse.of(estimate.cpuMs()),
            BoundsResponse.of(estimate.timeShare()));
  }

  /** Whose estimate it is. */
  enum Basis {
    CORE_ML_COST_MODEL
  }
}
