package dev.aneoracle.placement;

import dev.aneoracle.placement.Coverage.Dataflow;
import dev.aneoracle.placement.Coverage.Part;
import dev.aneoracle.placement.SegmentKey.Extent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole model as steps and the names that pass between them.
 *
 * @param leaving names that leave their graph
 * @param labels the model's own name and the extent of each tensor
 * @param engine the engine of the first neural graph
 */
record Flow(
    List<Node> nodes,
    Set<String> sources,
    Set<String> sinks,
    Set<String> outsideSinks,
    Set<String> leaving,
    Map<String, Label> labels,
    Engine engine) {

  Flow {
    nodes = List.copyOf(nodes);
    sources = Set.copyOf(sources);
    sinks = Set.copyOf(sinks);
    outsideSinks = Set.copyOf(outsideSinks);
    leaving = Set.copyOf(leaving);
    labels = Map.copyOf(labels);
  }

  /** What a tensor is called in keys, and its size. */
  record Label(String name, Extent extent) {}

  Flow with(List<Node> placed) {
    return new Flow(placed, sources, sinks, outsideSinks, leaving, labels, engine);
  }

  /** Decides with the given segments. */
  Coverage.Outcome decide(List<Cut> cuts) {
    List<Part> parts = cuts.stream().map(cut -> new Part(cut.inputs(), cut.outputs())).toList();
    return Coverage.decide(new Dataflow(sources, sinks, outsideSinks, parts));
  }

  boolean has(Node.Standing standing) {
    return nodes.stream().anyMatch(node -> node.standing() == standing);
  }

  /** Returns the types of which the rules say nothing, sorted. */
  List<String> unknownTypes() {
    return nodes.stream()
        .filter(node -> node.ruling().effect() == Effect.UNDECIDED)
        .flatMap(node -> node.openTypes().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
