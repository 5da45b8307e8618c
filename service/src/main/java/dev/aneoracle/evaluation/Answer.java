package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Failure;
import dev.aneoracle.placement.Segment;
import dev.aneoracle.placement.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation ended with.
 *
 * @param verdict null where it failed or was cancelled
 * @param segments the segments behind the verdict
 * @param predictions one a target, in the order asked
 * @param measurement what the hooks saw, null where nothing was measured
 * @param failure null unless it failed
 */
public record Answer(
    @Nullable Verdict verdict,
    List<Segment> segments,
    List<PredictionSummary> predictions,
    @Nullable Measurement measurement,
    @Nullable Failure failure,
    Environment environment) {

  public Answer {
    segments = List.copyOf(segments);
    predictions = List.copyOf(predictions);
  }
}
