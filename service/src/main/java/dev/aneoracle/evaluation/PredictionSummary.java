package dev.aneoracle.evaluation;

import dev.aneoracle.placement.Blocker;
import dev.aneoracle.placement.Engine;
import dev.aneoracle.placement.Prediction;
import dev.aneoracle.placement.Segment;
import dev.aneoracle.placement.Target;
import dev.aneoracle.placement.TimeEstimate;
import dev.aneoracle.placement.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prediction without its operations, which are kept apart.
 *
 * @param blockers none in rows that are older than them
 */
public record PredictionSummary(
    Target target,
    @Nullable Target judgedAs,
    Engine runtime,
    Verdict verdict,
    List<Segment> segments,
    List<String> unknownOperations,
    List<String> warnings,
    @Nullable TimeEstimate estimate,
    @Nullable List<Blocker> blockers) {

  public PredictionSummary {
    segments = List.copyOf(segments);
    unknownOperations = List.copyOf(unknownOperations);
    warnings = List.copyOf(warnings);
    blockers = blockers == null ? List.of() : List.copyOf(blockers);
  }

  @Override
  public List<Blocker> blockers() {
    return blockers == null ? List.of() : blockers;
  }

  static PredictionSummary of(Prediction prediction) {
    return new PredictionSummary(
        prediction.target(),
        prediction.judgedAs(),
        prediction.runtime(),
        prediction.verdict(),
        prediction.segments(),
        prediction.unknownOperations(),
        prediction.warnings(),
        prediction.estimate(),
        prediction.blockers());
  }
}
