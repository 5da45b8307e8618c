package dev.aneoracle.api;

import dev.aneoracle.api.EvaluationResponse.PredictionResponse;
import dev.aneoracle.placement.Engine;
import dev.aneoracle.placement.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One target of an evaluation in brief. */
@Schema(name = "TargetRow", description = "What is predicted for one target, in brief")
record TargetRow(
    @Schema(example = "M1@12") String target,
    @Schema(example = "M1") String chip,
    @Schema(
            description = "The chips of phones or Macs with the same Neural Engine generation",
            example = "[\"A14\"]")
        List<String> twins,
    @Schema(example = "macOS 12") String system,
    @Schema(description = "The engine inside Core ML that places the operations") Engine runtime,
    Verdict.Status verdict,
    @Schema(
            description =
                "Whether all that is made outside the ANE is the label, a dictionary or a"
                    + " non-neural stage")
        boolean onlyPostProcessingOutside,
    @Schema(description = "Share of operations on the ANE, 0 to 1; null where not known")
        @Nullable Double operationShare,
    @Schema(description = "Share of floating-point work on the ANE, 0 to 1; null where not known")
        @Nullable Double flopShare,
    @Schema(description = "Null where there is none, as on the classic engine")
        @Nullable TimeEstimateResponse estimate,
    @Schema(description = "Segments on the ANE that do not depend on what is not known")
        int segments,
    @Schema(description = "What keeps it from FULL most expensively; null where nothing does")
        @Nullable BlockerResponse firstBlocker,
    @Schema(description = "How many blockers there are; the prediction lists them") int blockers) {

  static TargetRow of(PredictionResponse prediction, List<String> twins) {
    String[] parts = prediction.target().split("@", 2);
    return new TargetRow(
        prediction.target(),
        parts[0],
        twins,
        (prediction.judgedAs() == null ? "macOS " : "iOS ") + parts[1],
        prediction.runtime(),
        prediction.verdict().status(),
        prediction.verdict().onlyPostProcessingOutside(),
        prediction.verdict().operationShare(),
        prediction.verdict().flopShare(),
        prediction.estimate(),
        prediction.segments().size(),
        prediction.blockers().isEmpty() ? null : prediction.blockers().getFirst(),
        prediction.blockers().size());
  }
}
