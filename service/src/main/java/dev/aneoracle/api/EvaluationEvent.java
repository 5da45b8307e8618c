package dev.aneoracle.api;

import dev.aneoracle.evaluation.Answer;
import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.EvaluationService.Progress;
import dev.aneoracle.evaluation.EvaluationState;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.placement.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The data of an event: how an evaluation stood when it was sent. */
@Schema(
    name = "EvaluationEvent",
    description =
        "The data of an event: how the evaluation stood when it was sent. Events are named progress"
            + " until it has ended, and the last one ended")
record EvaluationEvent(
    @Schema(description = "The evaluation's id", example = "01KANXW3ZP8S5T2J7Q9F0D4E6G") String id,
    EvaluationState state,
    @Schema(
            description = "What a running measurement is doing; null otherwise",
            implementation = Measurer.Phase.class)
        @Nullable String phase,
    @Schema(description = "1 for the next one; null unless queued") @Nullable Integer queuePosition,
    @Schema(
            description =
                "When its work will probably begin, from measured service times; null where it has"
                    + " begun or nothing was measured")
        @Nullable Instant estimatedStartAt,
    @Schema(
            description =
                "When it will probably end; null where nothing was measured or it takes longer than"
                    + " usual")
        @Nullable Instant estimatedEndAt,
    @Schema(description = "Null until it has ended, and where it failed")
        Verdict.@Nullable Status verdict,
    @Schema(description = "Why it failed; null unless it did") Failure.@Nullable Code failure) {

  static EvaluationEvent of(Evaluation evaluation, Progress progress) {
    return of(evaluation, evaluation.state(), progress.phase(), progress);
  }

  /** Shows a running evaluation in a phase that was told, not asked for. */
  static EvaluationEvent running(
      Evaluation evaluation, Measurer.@Nullable Phase phase, Progress progress) {
    return of(evaluation, EvaluationState.RUNNING, phase, progress);
  }

  private static EvaluationEvent of(
      Evaluation evaluation,
      EvaluationState state,
      Measurer.@Nullable Phase phase,
      Progress progress) {
    Answer answer = evaluation.answer();
    Verdict verdict = answer == null ? null : answer.verdict();
    Failure failure = answer == null ? null : answer.failure();
    return new EvaluationEvent(
        evaluation.id(),
        state,
        phase == null ? null : phase.name(),
        progress.queuePosition(),
        progress.estimatedStartAt(),
        progress.estimatedEndAt(),
        verdict == null ? null : verdict.status(),
        failure == null ? null : failure.code());
  }

  String name() {
    return state.ended() ? "ended" : "progress";
  }

  /** Names what it says: the same after a restart, and on every node. */
  String eventId() {
    if (queuePosition != null) {
      return state + "." + queuePosition;
    }
    return phase == null ? state.name() : state + "." + phase;
  }

  /** An event as it stands in the stream. */
  @Schema(name = "Event", description = "One server-sent event")
  record Frame(
      @Schema(description = "Send it as Last-Event-ID when coming back", example = "QUEUED.1")
          String id,
      @Schema(
              description = "What kind of event it is; after ended nothing comes",
              allowableValues = {"progress", "ended"})
          String event,
      @Schema(description = "An EvaluationEvent as JSON") String data) {}
}
