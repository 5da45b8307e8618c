package dev.aneoracle.api;

import dev.aneoracle.evaluation.EvaluationOptions;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Target;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options an evaluation was made with. */
@Schema(
    name = "EvaluationOptions",
    description = "The options it was made with, those left out filled in")
record OptionsResponse(
    ComputeUnits computeUnits,
    @Schema(example = "[\"M1@12\"]") List<String> targets,
    @Schema(description = "The function of an ML Program; null for the default one")
        @Nullable String function) {

  static OptionsResponse of(EvaluationOptions options) {
    return new OptionsResponse(
        options.computeUnits(),
        options.targets().stream().map(Target::toString).toList(),
        options.function());
  }
}
