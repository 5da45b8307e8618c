package dev.aneoracle.evaluation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model, under one set of options, answered once.
 *
 * @param id sorts by the time of submission
 * @param attempt how often a worker has claimed it; fences off workers that lost their claim
 * @param priority 0 to 9, higher first
 * @param submittedBy who asked for it first, the name of a token
 * @param answer null until it has ended
 */
public record Evaluation(
    String id,
    EvaluationState state,
    EvaluationKind kind,
    int attempt,
    int priority,
    Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    ModelSummary model,
    EvaluationOptions options,
    List<String> labels,
    String submittedBy,
    @Nullable Answer answer) {

  public Evaluation {
    labels = List.copyOf(labels);
  }
}
