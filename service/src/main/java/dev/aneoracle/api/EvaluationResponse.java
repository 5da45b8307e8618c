package dev.aneoracle.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aneoracle.evaluation.Answer;
import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.EvaluationService.Progress;
import dev.aneoracle.evaluation.EvaluationState;
import dev.aneoracle.evaluation.PredictionSummary;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.placement.Engine;
import dev.aneoracle.placement.Segment;
import dev.aneoracle.placement.SegmentKey;
import dev.aneoracle.placement.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An evaluation as the API shows it. */
@Schema(name = "Evaluation", description = "One model, under one set of options, answered once")
record EvaluationResponse(
    @Schema(example = "01KANXW3ZP8S5T2J7Q9F0D4E6G") String id,
    EvaluationState state,
    @Schema(
            description = "What a running measurement is doing; null otherwise",
            implementation = Measurer.Phase.class)
        @Nullable String phase,
    @Schema(description = "1 for the next one; null unless queued") @Nullable Integer queuePosition,
    @Schema(
            description =
                "When its work will probably begin, from the service times measured lately and what"
                    + " is ahead of it; null where it has begun or nothing was measured")
        @Nullable Instant estimatedStartAt,
    @Schema(
            description =
                "When it will probably end; null where it has ended, nothing was measured, or it"
                    + " takes longer than usual")
        @Nullable Instant estimatedEndAt,
    @Schema(description = "0 to 9, higher first", example = "5") int priority,
    @Schema(
            description = "The words given with it, of everyone who asked",
            example = "[\"nightly\"]")
        List<String> labels,
    @Schema(
            description =
                "The name of the token that asked for it first; local where there are no tokens."
                    + " Whoever asks the same later shares it",
            example = "training-box-1")
        String submittedBy,
    Instant submittedAt,
    @Schema(description = "When its work began; null before") @Nullable Instant startedAt,
    @Schema(description = "When it ended; null before") @Nullable Instant finishedAt,
    ModelResponse model,
    OptionsResponse options,
    @Schema(description = "Null until it has ended, and where it failed")
        @Nullable VerdictResponse verdict,
    @Schema(description = "The ANE segments behind the verdict, keys in ANECompat's form")
        List<SegmentResponse> segments,
    @Schema(description = "What is predicted from the file alone, one a target")
        List<PredictionResponse> predictions,
    @Schema(description = "What the hooks saw on this host; null where nothing was measured")
        @Nullable MeasurementResponse measurement,
    @Schema(description = "Null unless it failed") @Nullable FailureResponse failure,
    @Schema(description = "Where the answer was made; null until it has ended")
        @Nullable EnvironmentResponse environment) {

  static EvaluationResponse of(Evaluation evaluation, Progress progress) {
    Answer answer = evaluation.answer();
    List<PredictionSummary> predictions =
        answer == null ? progress.predictions() : answer.predictions();
    return new EvaluationResponse(
        evaluation.id(),
        evaluation.state(),
        progress.phase() == null ? null : progress.phase().name(),
        progress.queuePosition(),
        progress.estimatedStartAt(),
        progress.estimatedEndAt(),
        evaluation.priority(),
        evaluation.labels(),
        evaluation.submittedBy(),
        evaluation.submittedAt(),
        evaluation.startedAt(),
        evaluation.finishedAt(),
        ModelResponse.of(evaluation.model()),
        OptionsResponse.of(evaluation.options()),
        answer == null ? null : VerdictResponse.ofNullable(answer.verdict()),
        answer == null ? List.of() : SegmentResponse.all(answer.segments()),
        predictions.stream().map(PredictionResponse::of).toList(),
        answer == null ? null : MeasurementResponse.ofNullable(answer.measurement()),
        answer == null ? null : FailureResponse.ofNullable(answer.failure()),
        answer == null ? null : EnvironmentResponse.of(answer.environment()));
  }

  /** A verdict with ANECompat's number. */
  @Schema(name = "Verdict", description = "The answer to: does it run on the Neural Engine")
  record VerdictResponse(
      Verdict.Status status,
      @Schema(
              description =
                  "ANECompat's number: 0 fully, 1 partially, 2 not; null where undetermined")
          @Nullable Integer code,
      @Schema(description = "The witness behind it") Verdict.Basis basis,
      @Schema(description = "Why it is undetermined; null otherwise")
          Verdict.@Nullable UndeterminedReason reason,
      @Schema(
              description =
                  "Whether all that is made outside the ANE is the label, a dictionary or a"
                      + " non-neural stage")
          boolean onlyPostProcessingOutside,
      @Schema(
              description = "One sentence for people",
              example = "1 segment on the ANE; only the class label is made outside it")
          String summary,
      @Schema(description = "Share of operations on the ANE, 0 to 1; null where not known")
          @Nullable Double operationShare,
      @Schema(description = "Share of floating-point work on the ANE, 0 to 1; null where not known")
          @Nullable Double flopShare) {

    static @Nullable VerdictResponse ofNullable(@Nullable Verdict verdict) {
      return verdict == null ? null : of(verdict);
    }

    static VerdictResponse of(Verdict verdict) {
      return new VerdictResponse(
          verdict.status(),
          verdict.status().code(),
          verdict.basis(),
          verdict.reason(),
          verdict.onlyPostProcessingOutside(),
          verdict.summary(),
          verdict.operationShare(),
          verdict.flopShare());
    }
  }

  /** A segment: exactly ANECompat's key, and beside it only what applies. */
  @Schema(
      name = "Segment",
      description = "One program on the ANE. Shapes are [width, height, depth, channels, batch]")
  record SegmentResponse(
      @Schema(description = "The number among the ANE segments, from 0") int isegment,
      @Schema(description = "By name") Map<String, ExtentResponse> inputs,
      @Schema(description = "By name") Map<String, ExtentResponse> outputs,
      @Schema(description = "The stage of a pipeline; left out where there is none")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Integer stage,
      @Schema(description = "The function of an ML Program; left out for a neural network")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String function,
      @Schema(
              description =
                  "True where the runtime has no published keys and this one is made in the"
                      + " classic form; left out otherwise")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Boolean keyConstructed) {

    static List<SegmentResponse> all(List<Segment> segments) {
      return segments.stream().map(SegmentResponse::of).toList();
    }

    private static SegmentResponse of(Segment segment) {
      return new SegmentResponse(
          segment.key().isegment(),
          extents(segment.key().inputs()),
          extents(segment.key().outputs()),
          segment.stage(),
          segment.function(),
          segment.keyConstructed() ? true : null);
    }

    private static Map<String, ExtentResponse> extents(Map<String, SegmentKey.Extent> extents) {
      Map<String, ExtentResponse> all = new java.util.LinkedHashMap<>();
      extents.forEach((name, extent) -> all.put(name, new ExtentResponse(extent.shape())));
      return all;
    }
  }

  /** The size of a tensor in a segment key. */
  @Schema(name = "Extent", description = "The size of a tensor in a segment key")
  record ExtentResponse(
      @Schema(
              description = "Width, height, depth, channels, batch; empty where not known",
              example = "[32,32,1,3,1]")
          List<Long> shape) {}

  /** A prediction for one target. */
  @Schema(name = "Prediction", description = "What would happen on a target, from the file alone")
  record PredictionResponse(
      @Schema(example = "M1@12") String target,
      @Schema(
              description =
                  "The Mac whose rules were applied, where the target is a chip of iPhones and"
                      + " iPads; null for a Mac",
              example = "M2@13")
          @Nullable String judgedAs,
      @Schema(description = "The engine inside Core ML that places the operations") Engine runtime,
      VerdictResponse verdict,
      List<SegmentResponse> segments,
      @Schema(description = "Types of operations that the rule data says nothing of")
          List<String> unknownOperations,
      @Schema(description = "What holds of the whole graph, with advice") List<String> warnings,
      @Schema(
              description =
                  "What Core ML's cost model takes it to last; null on the classic engine, which"
                      + " has none, and where a cost is not known")
          @Nullable TimeEstimateResponse estimate,
      @Schema(
              description =
                  "What keeps the verdict from FULL, or may keep it: most expensive first, by what"
                      + " ending it would save, then by estimated time or floating-point work; one"
                      + " whose cost is not known goes before, what is always made outside last")
          List<BlockerResponse> blockers) {

    static PredictionResponse of(PredictionSummary prediction) {
      return new PredictionResponse(
          prediction.target().toString(),
          prediction.judgedAs() == null ? null : prediction.judgedAs().toString(),
          prediction.runtime(),
          VerdictResponse.of(prediction.verdict()),
          SegmentResponse.all(prediction.segments()),
          prediction.unknownOperations(),
          prediction.warnings(),
          TimeEstimateResponse.ofNullable(prediction.estimate()),
          prediction.blockers().stream().map(BlockerResponse::of).toList());
    }
  }

  /** A failure. */
  @Schema(name = "Failure", description = "Why an evaluation has no verdict")
  record FailureResponse(
      Failure.Code code,
      @Schema(description = "ANECompat's number; null where it has none") @Nullable Integer status,
      String message) {

    static @Nullable FailureResponse ofNullable(@Nullable Failure failure) {
      if (failure == null) {
        return null;
      }
      int status = failure.code().status();
      return new FailureResponse(failure.code(), status == 0 ? null : status, failure.message());
    }
  }
}
