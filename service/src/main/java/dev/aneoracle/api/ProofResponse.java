package dev.aneoracle.api;

import dev.aneoracle.evaluation.ProofSummary;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.helper.Proof;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of the canaries. */
@Schema(
    name = "Canaries",
    description =
        "Known models that had to be seen on the ANE, and must not be seen where it is not allowed")
record ProofResponse(
    ProofSummary.State state,
    @Schema(description = "When they ran; null while they are still to run") @Nullable Instant at,
    @Schema(description = "Why they prove nothing; null unless they do not")
        @Nullable String reason,
    List<CanaryResponse> runs) {

  static ProofResponse of(ProofSummary proof) {
    return new ProofResponse(
        proof.state(),
        proof.at(),
        proof.reason(),
        proof.runs().stream().map(CanaryResponse::of).toList());
  }

  /** One canary under one setting. */
  @Schema(name = "Canary", description = "A known model under one setting of the compute units")
  record CanaryResponse(
      String model,
      @Schema(example = "CPU_AND_NE") String computeUnits,
      @Schema(description = "Whether it had to be seen on the ANE") boolean expected,
      @Schema(description = "Whether it was") boolean seen,
      @Schema(description = "What else came of it; empty where there is nothing") String detail) {

    private static CanaryResponse of(Proof.CanaryRun run) {
      return new CanaryResponse(
          run.model(), run.computeUnits(), run.expected(), run.seen(), run.detail());
    }
  }

  /** One hook. */
  @Schema(name = "Hook", description = "A method of the ANE's client that the helper watches")
  record HookResponse(
      @Schema(example = "_ANEClient") String type,
      String selector,
      @Schema(description = "Whether nothing is proven without it") boolean required,
      HelperIdentity.Status status,
      @Schema(description = "The types as found; null where they are the expected ones")
          @Nullable String encoding) {

    static List<HookResponse> all(HelperIdentity helper) {
      return helper.hooks().stream()
          .map(hook ->
              new HookResponse(
                  hook.type(), hook.selector(), hook.required(), hook.status(), hook.encoding()))
          .toList();
    }
  }
}
