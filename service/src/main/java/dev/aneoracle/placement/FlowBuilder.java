package dev.aneoracle.placement;

import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.placement.GraphIndex.Format;
import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a model as steps and names.
 *
 * <p>Every graph has a name space of its own; between the stages of a pipeline features pass by
 * name. What a non-neural stage reads counts as a sink, so that a network followed by such stages
 * only is told from one that the CPU interrupts.
 */
final class FlowBuilder {

  private final RuleData data;
  private final Target target;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> sources = new HashSet<>();
  private final Set<String> sinks = new HashSet<>();
  private final Set<String> outsideSinks = new HashSet<>();
  private final Set<String> madeOutside = new HashSet<>();
  private final Set<String> leaving = new HashSet<>();
  private final Map<String, Flow.Label> labels = new HashMap<>();
  private int strands;
  private Engine engine = Engine.NONE;

  FlowBuilder(RuleData data, Target target) {
    this.data = data;
    this.target = target;
  }

  Flow build(Model model, @Nullable String function) {
    Map<String, String> features = new HashMap<>();
    for (Feature feature : concat(model.inputs(), model.states())) {
      features.put(feature.name(), "<" + feature.name());
      sources.add("<" + feature.name());
    }
    walk(model, null, function, features);
    for (Feature feature : model.outputs()) {
      String made = features.get(feature.name());
      if (isPostProcessed(feature) || (made != null && madeOutside.contains(made))) {
        outsideSinks.add(feature.name());
      } else if (made != null && model.body() instanceof ModelBody.Pipeline) {
        sinks.add(made);
      }
    }
    return new Flow(nodes, sources, sinks, outsideSinks, leaving, labels, engine);
  }

  private void walk(
      Model model,
      @Nullable Integer stage,
      @Nullable String function,
      Map<String, String> features) {
    switch (model.body()) {
      case ModelBody.Network(Graph graph) -> {
        Functions.refuseOther(graph.name(), function);
        graph(model, graph, stage, Format.NETWORK, Engine.CLASSIC, features);
      }
      case ModelBody.Program program ->
          graph(
              model,
              Functions.find(program, function),
              stage,
              Format.PROGRAM,
              data.catalog().programEngine(target.macos()),
              features);
      case ModelBody.Pipeline(List<ModelBody.Stage> stages) -> {
        Functions.refuse(function);
        for (int i = 0; i < stages.size(); i++) {
          walk(stages.get(i).model(), stage == null ? i : stage, null, features);
        }
      }
      case ModelBody.Opaque ignored -> {
        Functions.refuse(function);
        closed(model, stage, List.of(model.type().label()), features);
      }
      case ModelBody.Compiled(Map<String, Integer> types) ->
          closed(
              model,
              stage,
              types.isEmpty()
                  ? List.of(model.type().label())
                  : types.keySet().stream().sorted().toList(),
              features);
    }
  }

  private void graph(
      Model model,
      Graph graph,
      @Nullable Integer stage,
      Format format,
      Engine graphEngine,
      Map<String, String> features) {
    choose(graphEngine);
    StrandBuilder strand =
        new StrandBuilder(
            new GraphIndex(graph, format), strands++, stage, graphEngine, data.rules(), target);
    strand.build(features, nodes, labels);
    sources.addAll(strand.sources());
    leaving.addAll(strand.outputs().values());
    boolean classifies = model.outputs().stream().anyMatch(FlowBuilder::isPostProcessed);
    if (stage == null || classifies) {
      sinks.addAll(strand.sinks());
    }
    strand.madeOutside().forEach((name, made) -> madeOutside.add(made));
    for (Feature feature : model.outputs()) {
      if (isPostProcessed(feature)) {
        String made = strand.qualified(feature.name()) + "!";
        madeOutside.add(made);
        features.put(feature.name(), made);
      }
    }
    strand.outputs().forEach((name, made) -> features.merge(name, made, this::keepOutside));
  }

  private String keepOutside(String old, String made) {
    return madeOutside.contains(old) ? old : made;
  }

  private void closed(
      Model model, @Nullable Integer stage, List<String> types, Map<String, String> features) {
    Optional<ModelKind> kind = Optional.ofNullable(data.kinds().get(model.type()));
    boolean outside = kind.filter(k -> k.treatment() == ModelKind.Treatment.OUTSIDE).isPresent();
    Engine closedEngine = kind.map(ModelKind::engine).orElseGet(() -> engineOf(model.type()));
    choose(closedEngine);
    int strand = strands++;
    SequencedSet<String> inputs = new LinkedHashSet<>();
    for (Feature feature : model.inputs()) {
      String name = features.get(feature.name());
      if (name != null) {
        inputs.add(name);
      }
    }
    List<String> outputs = new ArrayList<>();
    for (Feature feature : model.outputs()) {
      String name = strand + "/" + feature.name();
      outputs.add(name);
      features.put(feature.name(), name);
    }
    if (outside) {
      madeOutside.addAll(outputs);
      inputs.stream()
          .filter(name -> !sources.contains(name) && !madeOutside.contains(name))
          .forEach(sinks::add);
    } else {
      leaving.addAll(outputs);
      if (stage == null) {
        sinks.addAll(outputs);
      }
    }
    Ruling ruling = closedRuling(model.type(), kind, outside);
    nodes.add(
        new Node(
            nodes.size(),
            strand,
            stage,
            null,
            closedEngine,
            model.type().label(),
            model.type().label(),
            inputs,
            outputs,
            null,
            ruling,
            outside ? Node.Standing.OUTSIDE : Node.Standing.OPEN,
            types,
            null,
            null));
  }

  private static Ruling closedRuling(ModelType type, Optional<ModelKind> kind, boolean outside) {
    Reason reason =
        new Reason(
            "model-kind",
            (outside ? ReasonCode.NOT_A_NETWORK : ReasonCode.UNREADABLE).name(),
            "A "
                + type.label()
                + " "
                + kind.map(ModelKind::message).orElse("whose graph is not read")
                + ".",
            null,
            null,
            kind.isPresent() ? "D" : "I",
            kind.map(ModelKind::source).orElse("the bundle holds no graph that is read"));
    return new Ruling(reason.rule(), outside ? Effect.OUTSIDE : Effect.UNDECIDED, reason, false);
  }

  private Engine engineOf(ModelType type) {
    return switch (type) {
      case ML_PROGRAM -> data.catalog().programEngine(target.macos());
      case NEURAL_NETWORK, NEURAL_NETWORK_CLASSIFIER, NEURAL_NETWORK_REGRESSOR -> Engine.CLASSIC;
      default -> Engine.NONE;
    };
  }

  private void choose(Engine found) {
    if (engine == Engine.NONE) {
      engine = found;
    }
  }

  /** Returns whether a feature is always made outside the ANE: a label, a dictionary and such. */
  static boolean isPostProcessed(Feature feature) {
    return switch (feature.type()) {
      case Feature.Scalar ignored -> true;
      case Feature.Dictionary ignored -> true;
      case Feature.Sequence ignored -> true;
      case Feature.MultiArray ignored -> false;
      case Feature.Image ignored -> false;
      case Feature.State ignored -> false;
      case Feature.Untyped ignored -> false;
    };
  }

  private static List<Feature> concat(List<Feature> first, List<Feature> second) {
    List<Feature> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
