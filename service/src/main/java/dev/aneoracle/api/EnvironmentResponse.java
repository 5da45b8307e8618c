package dev.aneoracle.api;

import dev.aneoracle.evaluation.Environment;
import dev.aneoracle.evaluation.ProofSummary;
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
        @Nullable String helper,
    @Schema(description = "The digest of the helper's binary; null where it was not noted")
        @Nullable String helperDigest,
    @Schema(description = "Whether nothing the helper sees is real; null without a helper")
        @Nullable Boolean simulated,
    @Schema(description = "What came of the canaries; null without a helper")
        ProofSummary.@Nullable State canaries) {

  static EnvironmentResponse of(Environment environment) {
    Environment.HelperFacts facts = environment.facts();
    return new EnvironmentResponse(
        environment.service(),
        environment.ruleSet(),
        environment.host(),
        environment.chip(),
        environment.os(),
        AneResponse.of(environment.anePresent(), facts),
        environment.helper(),
        facts == null ? null : facts.digest(),
        facts == null ? null : facts.simulated(),
        facts == null ? null : facts.canaries());
  }

  /** The node's Neural Engine. */
  @Schema(name = "NeuralEngine", description = "The Neural Engine of a machine")
  record AneResponse(
      @Schema(description = "Whether one is there and was proven to be reached") boolean present,
      @Schema(
              description = "The name the ANE compiler gives it; null where it is not told",
              example = "h13g")
          @Nullable String architecture,
      @Schema(description = "Null where it is not told", example = "16") @Nullable Integer cores) {

    private static AneResponse of(boolean present, Environment.@Nullable HelperFacts facts) {
      return new AneResponse(
          present,
          facts == null ? null : facts.architecture(),
          facts == null ? null : facts.cores());
    }
  }
}
