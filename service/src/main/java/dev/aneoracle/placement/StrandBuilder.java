package dev.aneoracle.placement;

import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays out one graph. An operation that is removed gives its output as another name of its input;
 * constants disappear. Where the cast at the graph's end is removed, its input is called by the
 * output's name, as the published key of the superresolution ML Program is.
 */
final class StrandBuilder {

  private final GraphIndex graph;
  private final int strand;
  private final @Nullable Integer stage;
  private final @Nullable String function;
  private final Engine engine;
  private final RuleSet rules;
  private final Target target;
  private final Map<String, String> resolved = new HashMap<>();
  private final Set<String> constants = new HashSet<>();
  private final Set<String> sources = new HashSet<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Map<String, String> madeOutside = new LinkedHashMap<>();
  private final Set<String> sinks = new LinkedHashSet<>();

  StrandBuilder(
      GraphIndex graph,
      int strand,
      @Nullable Integer stage,
      Engine engine,
      RuleSet rules,
      Target target) {
    this.graph = graph;
    this.strand = strand;
    this.stage = stage;
    this.function = graph.format() == GraphIndex.Format.PROGRAM ? graph.graph().name() : null;
    this.engine = engine;
    this.rules = rules;
    this.target = target;
  }

  void build(Map<String, String> features, List<Node> nodes, Map<String, Flow.Label> labels) {
    for (Tensor input : graph.graph().inputs()) {
      String name = features.get(input.name());
      if (name == null) {
        name = qualified(input.name());
        sources.add(name);
      }
      resolved.put(input.name(), name);
      labels.put(name, label(input.name(), input));
    }
    for (Operation operation : graph.graph().operations()) {
      nodes.add(node(new OperationView(operation, graph), nodes.size(), labels));
    }
    for (String name : graph.graph().outputs()) {
      String made = resolved.get(name);
      if (made != null) {
        outputs.put(name, made);
      } else if (constants.contains(name)) {
        sinks.add(qualified(name));
      }
    }
    Set<String> outside = Set.copyOf(madeOutside.values());
    outputs.values().stream().filter(name -> !outside.contains(name)).forEach(sinks::add);
    if (sinks.isEmpty()) {
      sinks.addAll(unread(nodes));
      sinks.forEach(name -> outputs.put(name, name));
    }
  }

  private Node node(OperationView view, int position, Map<String, Flow.Label> labels) {
    Operation operation = view.operation();
    Ruling ruling = rules.rule(view, engine, target);
    SequencedSet<String> inputs = inputs(operation);
    switch (ruling.effect()) {
      case CONSTANT -> operation.outputs().forEach(output -> constants.add(output.name()));
      case ELIDED -> alias(operation, inputs, labels);
      case OUTSIDE, REFUSED, UNDECIDED, SUPPORTED -> {
        for (Tensor output : operation.outputs()) {
          String name = qualified(output.name());
          resolved.put(output.name(), name);
          labels.put(name, label(output.name(), output));
          if (ruling.effect() == Effect.OUTSIDE) {
            madeOutside.put(output.name(), name);
          }
        }
      }
    }
    if (ruling.effect() == Effect.OUTSIDE) {
      sinks.addAll(inputs);
    }
    if (operation.type().equals("coreml_update_state")) {
      view.operand("value")
          .filter(Operation.Reference.class::isInstance)
          .map(operand -> resolved.get(((Operation.Reference) operand).name()))
          .ifPresent(sinks::add);
    }
    return new Node(
        position,
        strand,
        stage,
        function,
        engine,
        operation.name(),
        operation.type(),
        inputs,
        operation.outputs().stream().map(output -> qualified(output.name())).toList(),
        view,
        ruling,
        Node.standing(ruling.effect(), engine),
        List.of(operation.type()),
        Flops.of(view),
        null);
  }

  private SequencedSet<String> inputs(Operation operation) {
    SequencedSet<String> inputs = new LinkedHashSet<>();
    for (String name : GraphIndex.reads(operation)) {
      if (!constants.contains(name)) {
        inputs.add(resolved.getOrDefault(name, qualified(name)));
      }
    }
    return inputs;
  }

  private void alias(
      Operation operation, SequencedSet<String> inputs, Map<String, Flow.Label> labels) {
    for (Tensor output : operation.outputs()) {
      if (inputs.isEmpty()) {
        constants.add(output.name());
        continue;
      }
      String original = inputs.getFirst();
      resolved.put(output.name(), original);
      boolean renames =
          operation.type().equals("cast")
              && graph.isOutput(output.name())
              && original.startsWith(qualified(""));
      if (renames) {
        labels.put(original, label(output.name(), output));
      }
    }
  }

  private Set<String> unread(List<Node> nodes) {
    Set<String> names = new LinkedHashSet<>();
    nodes.stream().filter(n -> n.strand() == strand).forEach(n -> names.addAll(n.outputs()));
    names.retainAll(Set.copyOf(resolved.values()));
    nodes.forEach(node -> names.removeAll(node.inputs()));
    return names;
  }

  private Flow.Label label(String name, Tensor tensor) {
    return new Flow.Label(name, Extents.of(graph.layout(), tensor.shape()));
  }

  String qualified(String name) {
    return strand + "/" + name;
  }

  /** Returns graph inputs that no feature brings. */
  Set<String> sources() {
    return sources;
  }

  /** Returns what leaves the graph, by the graph's name for it. */
  Map<String, String> outputs() {
    return outputs;
  }

  /** Returns what post-processing operations make, by the graph's name for it. */
  Map<String, String> madeOutside() {
    return madeOutside;
  }

  /** Returns what must be made on the ANE for the graph to be wholly on it. */
  Set<String> sinks() {
    return sinks;
  }
}
