package dev.aneoracle.placement;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What would happen on a target, from the file alone.
 *
 * @param judgedAs the Mac whose rules were applied, null where the target is a Mac itself
 * @param unknownOperations the types of the operations that the rule data says nothing of, sorted
 * @param warnings about the whole graph
 * @param estimate what the cost model takes it to last; null where the engine has none
 * @param blockers what keeps the verdict from {@code FULL}, most expensive first
 * @param operations every operation in file order
 */
public record Prediction(
    Target target,
    @Nullable Target judgedAs,
    Engine runtime,
    Verdict verdict,
    List<Segment> segments,
    List<String> unknownOperations,
    List<String> warnings,
    @Nullable TimeEstimate estimate,
    List<Blocker> blockers,
    List<OperationPlacement> operations) {

  public Prediction {
    segments = List.copyOf(segments);
    unknownOperations = List.copyOf(unknownOperations);
    warnings = List.copyOf(warnings);
    blockers = List.copyOf(blockers);
    operations = List.copyOf(operations);
  }

  /** Returns the prediction with one warning more. */
  public Prediction warning(String warning) {
    return new Prediction(
        target,
        judgedAs,
        runtime,
        verdict,
        segments,
        unknownOperations,
        Stream.concat(warnings.stream(), Stream.of(warning)).toList(),
        estimate,
        blockers,
        operations);
  }
}
