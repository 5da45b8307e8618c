package dev.aneoracle.evaluation;

/** What an evaluation needs before it can end. */
public enum EvaluationKind {
  /** The prediction alone: no host that can measure was there when it was accepted. */
  PREDICT,
  /** A measurement on the Neural Engine, beside the predictions. */
  MEASURE
}
