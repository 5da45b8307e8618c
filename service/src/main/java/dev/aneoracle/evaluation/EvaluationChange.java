package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Measurer;
import org.jspecify.annotations.Nullable;

/** What became of an evaluation on this node. */
public sealed interface EvaluationChange {

  /** Returns the evaluation's id. */
  String id();

  /** It is in the queue, for the first time or again. */
  record Queued(String id) implements EvaluationChange {}

  /**
   * It is being measured.
   *
   * @param evaluation as it was claimed
   * @param phase null before the first one
   */
  record Running(Evaluation evaluation, Measurer.@Nullable Phase phase)
      implements EvaluationChange {
    @Override
    public String id() {
      return evaluation.id();
    }
  }

  /** It has ended. */
  record Ended(String id) implements EvaluationChange {}
}
