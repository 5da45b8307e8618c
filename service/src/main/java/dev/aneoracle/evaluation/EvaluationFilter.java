package dev.aneoracle.evaluation;

import dev.aneoracle.placement.Verdict;
import org.jspecify.annotations.Nullable;

/** Which evaluations to list; null takes all. */
public record EvaluationFilter(
    @Nullable EvaluationState state,
    Verdict.@Nullable Status verdict,
    @Nullable String digest,
    @Nullable String label) {

  /** Returns the filter that takes all. */
  public static EvaluationFilter none() {
    return new EvaluationFilter(null, null, null, null);
  }
}
