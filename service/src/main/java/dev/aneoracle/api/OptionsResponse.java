package dev.aneoracle.api;

import dev.aneoracle.evaluation.EvaluationOptions;
import dev.aneoracle.evaluation.MeasuringOptions;
import dev.aneoracle.helper.MeasurementRequest.CacheUse;
import dev.aneoracle.helper.MeasurementRequest.EngineChoice;
import dev.aneoracle.helper.MeasurementRequest.Optionals;
import dev.aneoracle.helper.MeasurementRequest.PlanWhen;
import dev.aneoracle.helper.MeasurementRequest.Settings;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Target;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options an evaluation was made with. */
@Schema(
    name = "EvaluationOptions",
    description = "The options it was made with, those left out filled in")
record OptionsResponse(
    ComputeUnits computeUnits,
    @Schema(example = "[\"M1@12\"]") List<String> targets,
    @Schema(description = "The function of an ML Program; null for the default one")
        @Nullable String function,
    @Schema(description = "How many predictions a measurement runs") int predictions,
    @Schema(description = "Whether optional inputs get a value") Optionals optionals,
    @Schema(description = "Which runtime Core ML may use") EngineChoice engine,
    @Schema(description = "Whether Core ML is always asked for its plan") boolean plan,
    @Schema(description = "Whether the tensors that pass the ANE are kept") boolean dump,
    @Schema(description = "Whether it is measured under every compute units too") boolean compare,
    @Schema(description = "Whether compiled models of earlier runs may be used") CacheUse cache,
    @Schema(description = "The shapes given to flexible inputs, by name")
        Map<String, List<Long>> shapes,
    @Schema(description = "The chip or node asked for; null where none was", example = "M4")
        @Nullable String host) {

  static OptionsResponse of(EvaluationOptions options) {
    MeasuringOptions measuring = options.measuring();
    Settings settings = measuring.settings();
    return new OptionsResponse(
        options.computeUnits(),
        options.targets().stream().map(Target::toString).toList(),
        options.function(),
        settings.predictions(),
        settings.optionals(),
        settings.engine(),
        settings.plan() == PlanWhen.ALWAYS,
        settings.dump(),
        settings.compare(),
        settings.cache(),
        measuring.shapes(),
        options.host());
  }
}
