package dev.aneoracle.evaluation;

import dev.aneoracle.placement.Engine;
import dev.aneoracle.placement.Prediction;
import dev.aneoracle.placement.Segment;
import dev.aneoracle.placement.Target;
import dev.aneoracle.placement.Verdict;
import java.util.List;

/** A prediction without its operations, which are kept apart. */
public record PredictionSummary(
    Target target,
    Engine runtime,
    Verdict verdict,
    List<Segment> segments,
    List<String> unknownOperations,
    List<String> warnings) {

  public PredictionSummary {
    segments = List.copyOf(segments);
    unknownOperations = List.copyOf(unknownOperations);
    warnings = List.copyOf(warnings);
  }

  static PredictionSummary of(Prediction prediction) {
    return new PredictionSummary(
        prediction.target(),
        prediction.runtime(),
        prediction.verdict(),
        prediction.segments(),
        prediction.unknownOperations(),
        prediction.warnings());
  }
}
