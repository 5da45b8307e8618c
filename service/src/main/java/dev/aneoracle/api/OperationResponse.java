package dev.aneoracle.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.placement.OperationPlacement;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operation's predicted placement. */
@Schema(
    name = "OperationPlacement",
    description = "Where one operation is predicted to run, and why not on the ANE")
record OperationResponse(
    @Schema(description = "The place in file order in its graph, from 0") int index,
    @Schema(description = "The stage of a pipeline; null where there is none")
        @Nullable Integer stage,
    @Schema(description = "The function of an ML Program; null for a neural network")
        @Nullable String function,
    String name,
    @Schema(description = "MIL operation or layer", example = "convolution") String type,
    @Schema(description = "Whether the ANE supports it at all")
        OperationPlacement.Eligibility eligible,
    @Schema(description = "Where it is predicted to run") OperationPlacement.Unit unit,
    @Schema(description = "Why it is not on the ANE; null where it is")
        @Nullable ReasonResponse reason,
    @Schema(description = "One a value it makes; empty where not known")
        List<List<Long>> outputShapes,
    @Schema(description = "Floating-point operations; null where not known") @Nullable Long flops,
    @Schema(
            description =
                "What Core ML's cost model takes it to last; null where there is no estimate")
        @Nullable TimeResponse estimate,
    @Schema(description = "What Core ML plans; only with source=PLAN")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable PlannedResponse planned) {

  private static final String ANE = "ANE";

  static OperationResponse of(OperationPlacement placement) {
    return new OperationResponse(
        placement.index(),
        placement.stage(),
        placement.function(),
        placement.name(),
        placement.type(),
        placement.eligible(),
        placement.unit(),
        placement.reason() == null ? null : ReasonResponse.of(placement.reason()),
        placement.outputShapes(),
        placement.flops(),
        TimeResponse.ofNullable(placement.estimate()),
        null);
  }

  /** Shows an operation of a plan in the same form; what a plan does not say is empty. */
  static OperationResponse of(int index, Plan.Row row) {
    return new OperationResponse(
        index,
        row.stage(),
        row.function(),
        row.name(),
        row.operator(),
        row.preferred() == null && row.supported().isEmpty()
            ? OperationPlacement.Eligibility.NOT_APPLICABLE
            : row.supported().contains(ANE)
                ? OperationPlacement.Eligibility.YES
                : OperationPlacement.Eligibility.NO,
        unit(row.preferred()),
        null,
        List.of(),
        null,
        null,
        new PlannedResponse(
            row.source(), row.supported(), row.preferred(), row.cost(), row.messages()));
  }

  private static OperationPlacement.Unit unit(@Nullable String preferred) {
    if (preferred == null) {
      return OperationPlacement.Unit.NONE;
    }
    return preferred.equals(ANE) ? OperationPlacement.Unit.ANE : OperationPlacement.Unit.OUTSIDE;
  }

  /** What Core ML's cost model takes an operation to last. */
  @Schema(
      name = "OperationTime",
      description =
          "Milliseconds that Core ML's cost model takes an operation to last: an estimate, never a"
              + " latency that was measured")
  record TimeResponse(
      @Schema(description = "On the ANE; null where it does not take the operation")
          @Nullable BoundsResponse aneMs,
      @Schema(description = "On the CPU") BoundsResponse cpuMs) {

    static @Nullable TimeResponse ofNullable(OperationPlacement.@Nullable OperationTime time) {
      return time == null
          ? null
          : new TimeResponse(
              BoundsResponse.ofNullable(time.aneMs()), BoundsResponse.of(time.cpuMs()));
    }
  }

  /** What Core ML plans for an operation. */
  @Schema(name = "PlannedOperation", description = "What Core ML plans for an operation")
  record PlannedResponse(
      Plan.Source source,
      @Schema(example = "[\"CPU\", \"ANE\"]") List<String> supported,
      @Schema(description = "Null for an operation that does not run", example = "ANE")
          @Nullable String preferred,
      @Schema(description = "0 to 1, relative to the model; null where not told")
          @Nullable Double cost,
      @Schema(description = "Why a backend refused it, by backend") Map<String, String> messages) {}

  /** Why, with the rule behind it. */
  @Schema(name = "Reason", description = "Why an operation is not on the ANE")
  record ReasonResponse(
      @Schema(description = "The id of the rule in the rule data") String rule,
      @Schema(description = "Closed vocabulary") String code,
      @Schema(description = "A sentence of ours") String message,
      @Schema(
              description = "What Core ML itself was seen to say of it; null where not known",
              example = "Unsupported MIL operation \"cumsum\".")
          @Nullable String coreMlMessage,
      @Schema(description = "What to do about it; null where nothing is known to help")
          @Nullable String advice,
      @Schema(
              description =
                  "M measured, S string in a binary, D documented, F folklore, I inferred",
              allowableValues = {"M", "S", "D", "F", "I"})
          String confidence,
      @Schema(description = "Where the rule is from") String source) {

    static ReasonResponse of(OperationPlacement.Reason reason) {
      return new ReasonResponse(
          reason.rule(),
          reason.code(),
          reason.message(),
          reason.coreMlMessage(),
          reason.advice(),
          reason.confidence(),
          reason.source());
    }
  }
}
