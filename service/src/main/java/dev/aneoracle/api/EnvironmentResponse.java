package dev.aneoracle.api;

import dev.aneoracle.evaluation.Environment;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where an answer was made. */
@Schema(name = "Environment", description = "Where an answer was made")
record EnvironmentResponse(
    @Schema(description = "The service's version") String service,
    @Schema(description = "The version of the rule data behind the predictions") String ruleSet,
    @Schema(description = "The node's name") String host,
    String chip,
    String os,
    AneResponse ane,
    @Schema(description = "The native helper's version; null where there is none")
        @Nullable String helper) {

  static EnvironmentResponse of(Environment environment) {
    return new EnvironmentResponse(
        environment.service(),
        environment.ruleSet(),
        environment.host(),
        environment.chip(),
        environment.os(),
        new AneResponse(environment.anePresent()),
        environment.helper());
  }

  /** The node's Neural Engine. */
  @Schema(name = "NeuralEngine", description = "The Neural Engine of a machine")
  record AneResponse(
      @Schema(description = "Whether one is there and was proven to be reached") boolean present) {}
}
