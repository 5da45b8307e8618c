package dev.aneoracle.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of an evaluation as they stand in a JSON body or a part named {@code options}. */
@Schema(
    name = "Options",
    description = "What is asked of a model. Every member may be left out.",
    example = "{\"target\": \"M1@12\", \"label\": [\"nightly\"]}",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubmissionOptions(
    @Schema(
            description = "The compute units that Core ML may use",
            allowableValues = {"ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY"},
            defaultValue = "CPU_AND_NE")
        @Nullable String computeUnits,
    @Schema(
            description =
                "What to predict for: CHIP or CHIP@VERSION, several by comma, or all. The first one"
                    + " gives the predicted verdict",
            example = "M1@12")
        @Nullable String target,
    @Schema(description = "The function of an ML Program with several; the default one if left out")
        @Nullable String function,
    @Schema(description = "0 to 9, higher first", defaultValue = "5", minimum = "0", maximum = "9")
        @Nullable Integer priority,
    @Schema(description = "Words to find the evaluation by, at most 16", example = "[\"nightly\"]")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<String> label,
    @Schema(
            description = "How many predictions a measurement runs",
            defaultValue = "1",
            minimum = "1",
            maximum = "100")
        @Nullable Integer predictions,
    @Schema(
            description = "Whether optional inputs get a value",
            allowableValues = {"GIVEN", "ABSENT"},
            defaultValue = "GIVEN")
        @Nullable String optionals,
    @Schema(
            description = "Which runtime Core ML may use",
            allowableValues = {"DEFAULT", "CLASSIC"},
            defaultValue = "DEFAULT")
        @Nullable String engine,
    @Schema(description = "Whether Core ML is always asked for its plan", defaultValue = "false")
        @Nullable Boolean plan,
    @Schema(
            description = "Whether the tensors that pass the ANE are kept as artifacts",
            defaultValue = "false")
        @Nullable Boolean dump,
    @Schema(
            description = "Whether it is measured under every other compute units too",
            defaultValue = "false")
        @Nullable Boolean compare,
    @Schema(
            description = "Whether compiled models of earlier runs may be used",
            allowableValues = {"COLD", "WARM"},
            defaultValue = "COLD")
        @Nullable String cache,
    @Schema(
            description =
                "The shape to give a flexible input, by name; measured only, predictions are for"
                    + " the default shapes",
            example = "{\"x\": [1, 3, 224, 224]}")
        @Nullable Map<String, List<Long>> shapes,
    @Schema(
            description =
                "Which node measures it: a chip, a node's name, or any. If left out: one with the"
                    + " chip of the node asked where that measures, else any",
            example = "M4")
        @Nullable String host) {

  static SubmissionOptions none() {
    return new SubmissionOptions(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Returns these options with what the other ones set on top. */
  SubmissionOptions overriddenBy(SubmissionOptions other) {
    return new SubmissionOptions(
        other.computeUnits == null ? computeUnits : other.computeUnits,
        other.target == null ? target : other.target,
        other.function == null ? function : other.function,
        other.priority == null ? priority : other.priority,
        other.label == null ? label : other.label,
        other.predictions == null ? predictions : other.predictions,
        other.optionals == null ? optionals : other.optionals,
        other.engine == null ? engine : other.engine,
        other.plan == null ? plan : other.plan,
        other.dump == null ? dump : other.dump,
        other.compare == null ? compare : other.compare,
        other.cache == null ? cache : other.cache,
        other.shapes == null ? shapes : other.shapes,
        other.host == null ? host : other.host);
  }
}
