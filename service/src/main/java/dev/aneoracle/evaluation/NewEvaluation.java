package dev.aneoracle.evaluation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An evaluation on its way into the queue.
 *
 * @param route which nodes may measure it, by the name of the {@link Route}
 * @param acceptedBy the session of the node that takes it in
 * @param submittedBy who asks for it
 * @param question names what is asked: equal questions have equal answers
 */
record NewEvaluation(
    String id,
    EvaluationKind kind,
    int priority,
    String question,
    Instant submittedAt,
    ModelSummary model,
    EvaluationOptions options,
    List<String> labels,
    String route,
    String acceptedBy,
    String submittedBy) {

  Waiting waiting() {
    return new Waiting(id, submittedBy, priority);
  }

  /** Returns what its row says once it is in the queue. */
  Evaluation queued() {
    return new Evaluation(
        id,
        EvaluationState.QUEUED,
        kind,
        0,
        priority,
        submittedAt.truncatedTo(ChronoUnit.MILLIS),
        null,
        null,
        model,
        options,
        labels.stream().distinct().sorted().toList(),
        submittedBy,
        null);
  }
}
