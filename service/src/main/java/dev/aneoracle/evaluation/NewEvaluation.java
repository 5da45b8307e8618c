package dev.aneoracle.evaluation;

import java.time.Instant;
import java.util.List;

/**
 * An evaluation on its way into the queue.
 *
 * @param route which nodes may measure it, by the name of the {@link Route}
 * @param acceptedBy the session of the node that takes it in
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
    String acceptedBy) {}
