package dev.aneoracle.evaluation;

import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model.
 *
 * @param computeUnits the compute units that Core ML may use
 * @param targets what to predict for; the first one gives the evaluation its predicted verdict
 * @param function the function of an ML Program, null for the default one
 * @param measuring what is asked of a measurement; the usual in rows that are older than it
 * @param host which node is to measure it, by its chip or name, or {@code any}; null for what the
 *     node that is asked takes to be best
 */
public record EvaluationOptions(
    ComputeUnits computeUnits,
    List<Target> targets,
    @Nullable String function,
    @Nullable MeasuringOptions measuring,
    @Nullable String host) {

  public EvaluationOptions {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("An evaluation needs at least one target");
    }
    measuring = measuring == null ? MeasuringOptions.usual() : measuring;
  }

  /** Returns options that ask nothing more of a measurement than the usual. */
  public static EvaluationOptions of(
      ComputeUnits units, List<Target> targets, @Nullable String function) {
    return new EvaluationOptions(units, targets, function, null, null);
  }

  @Override
  public MeasuringOptions measuring() {
    return measuring == null ? MeasuringOptions.usual() : measuring;
  }
}
