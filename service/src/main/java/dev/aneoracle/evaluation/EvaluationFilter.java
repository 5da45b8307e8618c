package dev.aneoracle.evaluation;

import dev.aneoracle.placement.Verdict.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which evaluations to list; null takes all.
 *
 * @param labels it has all of them
 * @param submittedBy who asked for it first
 * @param since submitted then or later, to the millisecond
 * @param until submitted before then
 */
public record EvaluationFilter(
    @Nullable EvaluationState state,
    @Nullable Status verdict,
    @Nullable String digest,
    List<String> labels,
    @Nullable String submittedBy,
    @Nullable Instant since,
    @Nullable Instant until) {

  public EvaluationFilter {
    labels = List.copyOf(labels);
  }

  /** Returns the filter that takes all. */
  public static EvaluationFilter none() {
    return new EvaluationFilter(null, null, null, List.of(), null, null, null);
  }

  /** Returns this filter for one state only. */
  public EvaluationFilter with(EvaluationState only) {
    return new EvaluationFilter(only, verdict, digest, labels, submittedBy, since, until);
  }

  /** Returns this filter for one model only. */
  public EvaluationFilter withModel(String only) {
    return new EvaluationFilter(state, verdict, only, labels, submittedBy, since, until);
  }
}
