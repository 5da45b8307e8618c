package dev.aneoracle.api;

import dev.aneoracle.api.EvaluationResponse.SegmentResponse;
import dev.aneoracle.api.EvaluationResponse.VerdictResponse;
import dev.aneoracle.evaluation.Disagreements;
import dev.aneoracle.evaluation.Measurement;
import dev.aneoracle.evaluation.PlanSummary;
import dev.aneoracle.helper.Evidence;
import dev.aneoracle.helper.Timings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A measurement. */
@Schema(name = "Measurement", description = "What the ANE was seen to execute on this host")
record MeasurementResponse(
    VerdictResponse verdict,
    List<SegmentResponse> segments,
    @Schema(description = "What to know of how the verdict came about") List<String> notes,
    @Schema(
            description =
                "True where the helper runs against stand-ins, so that nothing here is real; null"
                    + " where it was not noted")
        @Nullable Boolean simulated,
    @Schema(description = "Every ANE program that was loaded or called")
        List<ProgramResponse> programs,
    @Schema(
            description = "The class of the engine that Core ML chose; null where it does not tell",
            example = "MLNeuralNetworkEngine")
        @Nullable String engineClass,
    @Schema(description = "The inputs that were given a value") List<String> inputs,
    @Schema(description = "How long each step took; null where it was not noted")
        @Nullable TimingsResponse timings,
    @Schema(description = "ANE compiles that were seen; none where a cache was warm")
        List<CompileResponse> compiles,
    @Schema(description = "What came of the canaries; null where it was not noted")
        @Nullable ProofResponse canaries,
    List<ProofResponse.HookResponse> hooks,
    @Schema(
            description =
                "Whether every hook was still in place after the last prediction; null where it was"
                    + " not noted")
        @Nullable Boolean hooksIntact,
    @Schema(description = "How many operations Core ML planned where; null without a plan")
        @Nullable PlanResponse plan,
    @Schema(description = "Why there is no plan though one was asked for; null otherwise")
        @Nullable String planFailure,
    @Schema(description = "Further pieces, each by its kind") List<EvidenceResponse> evidence,
    @Schema(description = "The same model under other compute units; null unless asked for")
        @Nullable ComparisonResponse comparison,
    @Schema(description = "Operations of which prediction, plan and measurement differ")
        DisagreementsResponse disagreements) {

  static @Nullable MeasurementResponse ofNullable(@Nullable Measurement measurement) {
    return measurement == null ? null : of(measurement);
  }

  private static MeasurementResponse of(Measurement measurement) {
    Measurement.Seen seen = measurement.seen();
    return new MeasurementResponse(
        VerdictResponse.of(measurement.verdict()),
        SegmentResponse.all(measurement.segments()),
        measurement.notes(),
        seen == null ? null : seen.helper().simulated(),
        seen == null ? List.of() : seen.programs().stream().map(ProgramResponse::of).toList(),
        seen == null ? null : seen.engineClass(),
        seen == null ? List.of() : seen.inputs(),
        seen == null ? null : TimingsResponse.of(seen.timings()),
        seen == null ? List.of() : CompileResponse.all(seen),
        seen == null ? null : ProofResponse.of(seen.proof()),
        seen == null ? List.of() : ProofResponse.HookResponse.all(seen.helper()),
        seen == null ? null : seen.hooksIntact(),
        PlanResponse.ofNullable(measurement.plan()),
        seen == null ? null : seen.planFailure(),
        seen == null ? List.of() : seen.evidence().stream().map(EvidenceResponse::of).toList(),
        ComparisonResponse.ofNullable(measurement.comparison()),
        DisagreementsResponse.of(measurement.disagreements()));
  }

  /** How long the steps took. */
  @Schema(name = "Timings", description = "How long each step took, in nanoseconds")
  record TimingsResponse(
      @Schema(description = "0 where the model came compiled") long compile,
      long load,
      @Schema(description = "One a prediction") List<Long> predictions) {

    private static TimingsResponse of(Timings timings) {
      return new TimingsResponse(timings.compile(), timings.load(), timings.predictions());
    }
  }

  /** One ANE compile. */
  @Schema(name = "AneCompile", description = "An ANE compile as the hooks saw it")
  record CompileResponse(
      @Schema(description = "The number of its program") int program,
      long nanoseconds,
      @Schema(description = "Why it failed; null where it succeeded") @Nullable String error) {

    private static List<CompileResponse> all(Measurement.Seen seen) {
      return seen.compiles().stream()
          .map(one ->
              new CompileResponse(
                  one.model(), one.nanoseconds(), one.error() == null ? null : one.error().text()))
          .toList();
    }
  }

  /** A plan in numbers. */
  @Schema(
      name = "Plan",
      description =
          "How many operations Core ML planned where; operations?source=PLAN lists each one")
  record PlanResponse(
      int operations,
      int ane,
      int gpu,
      int cpu,
      @Schema(description = "Operations that do not run, such as constants") int unplaced) {

    private static @Nullable PlanResponse ofNullable(@Nullable PlanSummary plan) {
      return plan == null
          ? null
          : new PlanResponse(
              plan.operations(), plan.ane(), plan.gpu(), plan.cpu(), plan.unplaced());
    }
  }

  /** A piece of evidence. */
  @Schema(name = "Evidence", description = "A piece of evidence beside the calls themselves")
  record EvidenceResponse(
      @Schema(example = "threads") String kind,
      @Schema(description = "By name, as its kind has it") Map<String, Object> data) {

    /** Where on the host's disk the artifacts lie is nobody's business. */
    private static EvidenceResponse of(Evidence evidence) {
      Map<String, Object> data = new java.util.LinkedHashMap<>(evidence.data());
      data.remove("directory");
      return new EvidenceResponse(evidence.kind(), data);
    }
  }

  /** Where the witnesses differ. */
  @Schema(name = "Disagreements", description = "Operations of which the witnesses differ")
  record DisagreementsResponse(
      @Schema(description = "How many there are") int count,
      @Schema(description = "The first 1000 of them") List<DisagreementResponse> operations) {

    private static DisagreementsResponse of(Disagreements disagreements) {
      return new DisagreementsResponse(
          disagreements.count(),
          disagreements.operations().stream().map(DisagreementResponse::of).toList());
    }
  }

  /** One operation of which the witnesses differ. */
  @Schema(
      name = "Disagreement",
      description = "What each witness says of an operation; null for one that says nothing")
  record DisagreementResponse(
      String operation,
      String type,
      @Schema(description = "The stage of a pipeline; null where there is none")
          @Nullable Integer stage,
      Disagreements.@Nullable Witness predicted,
      Disagreements.@Nullable Witness planned,
      Disagreements.@Nullable Witness measured) {

    private static DisagreementResponse of(Disagreements.Disagreement one) {
      return new DisagreementResponse(
          one.operation(), one.type(), one.stage(), one.predicted(), one.planned(), one.measured());
    }
  }
}
