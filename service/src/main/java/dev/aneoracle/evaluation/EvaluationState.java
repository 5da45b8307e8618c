package dev.aneoracle.evaluation;

/** Where an evaluation stands. */
public enum EvaluationState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Returns whether nothing will change any more. */
  public boolean ended() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case SUCCEEDED, FAILED, CANCELLED -> true;
    };
  }
}
