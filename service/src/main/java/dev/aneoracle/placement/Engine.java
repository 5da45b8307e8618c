package dev.aneoracle.placement;

/** The engine inside Core ML that places a model's operations. */
public enum Engine {
  /** Espresso: neural networks, and ML Programs up to macOS 13. */
  CLASSIC,
  /** The newer engine: ML Programs from macOS 14. */
  E5,
  /** No neural runtime: trees, linear models, feature engineering. */
  NONE
}
