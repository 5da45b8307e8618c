package dev.aneoracle.placement;

import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** Finds the tensors of a graph by name, and who makes and reads them. */
final class GraphIndex {

  /** What kind of model a graph belongs to. */
  enum Format {
    NETWORK,
    PROGRAM
  }

  private final Graph graph;
  private final Format format;
  private final Map<String, Tensor> tensors = new HashMap<>();
  private final Map<String, Operation> producers = new HashMap<>();
  private final Set<String> inputs = new HashSet<>();
  private final Set<String> outputs;

  GraphIndex(Graph graph, Format format) {
    this.graph = graph;
    this.format = format;
    this.outputs = Set.copyOf(graph.outputs());
    for (Tensor input : graph.inputs()) {
      inputs.add(input.name());
      tensors.put(input.name(), input);
    }
    for (Operation operation : graph.operations()) {
      for (Tensor output : operation.outputs()) {
        tensors.put(output.name(), output);
        producers.put(output.name(), operation);
      }
    }
  }

  Graph graph() {
    return graph;
  }

  Format format() {
    return format;
  }

  Graph.Layout layout() {
    return graph.layout();
  }

  Optional<Tensor> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  Optional<Operation> producer(String name) {
    return Optional.ofNullable(producers.get(name));
  }

  boolean isInput(String name) {
    return inputs.contains(name);
  }

  boolean isOutput(String name) {
    return outputs.contains(name);
  }

  /** Returns the values that an operation reads, those its nested blocks take from outside too. */
  static SequencedSet<String> reads(Operation operation) {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (Operation.Operand operand : operation.operands()) {
      if (operand instanceof Reference reference) {
        names.add(reference.name());
      }
    }
    for (Graph block : operation.blocks()) {
      names.addAll(free(block));
    }
    return names;
  }

  private static SequencedSet<String> free(Graph block) {
    SequencedSet<String> names = new LinkedHashSet<>();
    block.operations().forEach(operation -> names.addAll(reads(operation)));
    names.addAll(block.outputs());
    block.inputs().forEach(input -> names.remove(input.name()));
    for (Operation operation : block.operations()) {
      operation.outputs().forEach(output -> names.remove(output.name()));
    }
    return names;
  }
}
