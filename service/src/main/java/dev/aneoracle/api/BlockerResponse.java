package dev.aneoracle.api;

import dev.aneoracle.api.OperationResponse.ReasonResponse;
import dev.aneoracle.placement.Blocker;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations that keep a verdict from FULL for one reason. */
@Schema(
    name = "Blocker",
    description = "Operations that keep the verdict from FULL, or may keep it, all for one reason")
record BlockerResponse(
    @Schema(
            description =
                "REFUSED: the ANE does not take them. COST_MODEL: it could, but the cost model"
                    + " leaves them on the CPU. COST_MODEL_OPEN: the cost model may place them"
                    + " either way. UNKNOWN: nothing says whether the ANE takes them."
                    + " COMPUTE_UNITS: the compute units leave the ANE out. ALWAYS_OUTSIDE:"
                    + " post-processing and stages that are no network")
        Blocker.Kind kind,
    @Schema(description = "Types of the operations, or of the outputs", example = "[\"cumsum\"]")
        List<String> types,
    @Schema(description = "How many operations; 0 where outputs of the model are meant")
        int operations,
    @Schema(description = "The first of them, at most five", example = "[\"cumsum_0\"]")
        List<String> names,
    @Schema(description = "Why; where the operations differ, as it is for the first named")
        ReasonResponse reason,
    @Schema(description = "Their share of the floating-point work, 0 to 1; null where not known")
        @Nullable Double flopShare,
    @Schema(
            description =
                "Their share of the time that the cost model estimates, 0 to 1; null where there is"
                    + " no estimate")
        @Nullable BoundsResponse timeShare,
    @Schema(
            description =
                "Milliseconds that the estimated total would lose if the ANE took them, with all"
                    + " that would follow them there; null where there is no estimate or the cost"
                    + " model itself is the reason")
        @Nullable BoundsResponse savesMs) {

  static BlockerResponse of(Blocker blocker) {
    return new BlockerResponse(
        blocker.kind(),
        blocker.types(),
        blocker.operations(),
        blocker.names(),
        ReasonResponse.of(blocker.reason()),
        blocker.flopShare(),
        BoundsResponse.ofNullable(blocker.timeShare()),
        BoundsResponse.ofNullable(blocker.savesMs()));
  }
}
