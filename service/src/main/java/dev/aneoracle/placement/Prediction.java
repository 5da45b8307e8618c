package dev.aneoracle.placement;

import java.util.List;

/**
 * What would happen on a target, from the file alone.
 *
 * @param unknownOperations the types of the operations that the rule data says nothing of, sorted
 * @param warnings about the whole graph
 * @param operations every operation in file order
 */
public record Prediction(
    Target target,
    Engine runtime,
    Verdict verdict,
    List<Segment> segments,
    List<String> unknownOperations,
    List<String> warnings,
    List<OperationPlacement> operations) {

  public Prediction {
    segments = List.copyOf(segments);
    unknownOperations = List.copyOf(unknownOperations);
    warnings = List.copyOf(warnings);
    operations = List.copyOf(operations);
  }
}
