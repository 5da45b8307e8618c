package dev.aneoracle.evaluation;

/** What became of a submission. */
public sealed interface Acceptance {

  /** Returns the evaluation that answers, or will answer, the question. */
  Evaluation evaluation();

  /** A new evaluation is in the queue, durably. */
  record Queued(Evaluation evaluation) implements Acceptance {}

  /** The same question was asked before; its evaluation may still be under way. */
  record Known(Evaluation evaluation) implements Acceptance {}
}
