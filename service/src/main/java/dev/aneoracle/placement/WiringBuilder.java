package dev.aneoracle.placement;

import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.placement.GraphIndex.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays out a model as names; what is a source, a sink or outside follows {@link FlowBuilder}. */
final class WiringBuilder {

  private final Map<ModelType, ModelKind> kinds;
  private final List<Wiring.Strand> strands = new ArrayList<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Set<String> casts = new HashSet<>();
  private final Set<String> sources = new HashSet<>();
  private final Set<String> sinks = new HashSet<>();
  private final Set<String> outsideSinks = new HashSet<>();
  private final Set<String> madeOutside = new HashSet<>();
  private boolean interrupted;

  WiringBuilder(Map<ModelType, ModelKind> kinds) {
    this.kinds = kinds;
  }

  Wiring build(Model model, @Nullable String function) {
    Map<String, String> features = new HashMap<>();
    Stream.concat(model.inputs().stream(), model.states().stream())
        .forEach(feature -> {
          String name = "<" + feature.name().replace('@', '\uFFFF');
          features.put(feature.name(), name);
          sources.add(name);
        });
    walk(model, null, function, features);
    for (Feature feature : model.outputs()) {
      String made = features.get(feature.name());
      if (FlowBuilder.isPostProcessed(feature) || (made != null && madeOutside.contains(made))) {
        outsideSinks.add(feature.name());
      } else if (made != null && model.body() instanceof ModelBody.Pipeline) {
        sinks.add(made);
      }
    }
    return new Wiring(strands, aliases, casts, sources, sinks, outsideSinks, interrupted);
  }

  private void walk(
      Model model,
      @Nullable Integer stage,
      @Nullable String function,
      Map<String, String> features) {
    switch (model.body()) {
      case ModelBody.Network(Graph graph) ->
          graph(model, graph, Format.NETWORK, stage, null, features);
      case ModelBody.Program program -> {
        Graph graph = Functions.find(program, function);
        graph(model, graph, Format.PROGRAM, stage, graph.name(), features);
      }
      case ModelBody.Pipeline(List<ModelBody.Stage> stages) -> {
        for (int i = 0; i < stages.size(); i++) {
          walk(stages.get(i).model(), stage == null ? i : stage, null, features);
        }
      }
      case ModelBody.Opaque _, ModelBody.Compiled _ -> closed(model, stage, features);
    }
  }

  private void graph(
      Model model,
      Graph graph,
      Format format,
      @Nullable Integer stage,
      @Nullable String function,
      Map<String, String> features) {
    int number = strands.size();
    GraphIndex index = new GraphIndex(graph, format);
    EdgeReader edges = new EdgeReader(index, number);
    edges.read();
    strands.add(
        Wiring.Strand.of(number, stage, function, index, true, edges.boundary(), edges.names()));
    aliases.putAll(edges.aliases());
    casts.addAll(edges.casts());
    sources.addAll(edges.constants());
    graph.inputs().forEach(input -> enter(number, input.name(), edges.reads(), features));
    boolean classifies = model.outputs().stream().anyMatch(FlowBuilder::isPostProcessed);
    edges
        .updates()
        .forEach((state, value) -> {
          String update = Wiring.update(root(Wiring.Strand.qualified(number, state)));
          aliases.put(update, value);
          sinks.add(update);
        });
    Set<String> labels = edges.madeByLabelling();
    for (Feature feature : model.outputs()) {
      if (FlowBuilder.isPostProcessed(feature)) {
        String made = Wiring.Strand.qualified(number, feature.name()) + "!";
        madeOutside.add(made);
        features.put(feature.name(), made);
      }
    }
    for (String output : graph.outputs()) {
      String made = Wiring.Strand.qualified(number, output);
      if (labels.contains(output)) {
        madeOutside.add(made);
      } else if (stage == null || classifies) {
        sinks.add(made);
      }
      features.merge(output, made, (old, it) -> madeOutside.contains(old) ? old : it);
    }
    edges.readByLabelling().forEach(name -> sinks.add(Wiring.Strand.qualified(number, name)));
  }

  private void enter(int strand, String input, Set<String> reads, Map<String, String> features) {
    String name = Wiring.Strand.qualified(strand, input);
    String feature = features.get(input);
    if (feature == null) {
      sources.add(name);
      return;
    }
    aliases.put(name, feature);
    interrupted |= reads.contains(input) && madeOutside.contains(feature);
  }

  private String root(String name) {
    String found = name;
    int steps = aliases.size();
    while (aliases.containsKey(found) && steps-- > 0) {
      found = aliases.get(found);
    }
    return found;
  }

  private void closed(Model model, @Nullable Integer stage, Map<String, String> features) {
    int number = strands.size();
    ModelKind kind = kinds.get(model.type());
    boolean outside = kind != null && kind.treatment() == ModelKind.Treatment.OUTSIDE;
    Set<String> names = new HashSet<>();
    Set<String> read = new HashSet<>();
    Stream.concat(model.inputs().stream(), model.states().stream())
        .forEach(feature -> {
          names.add(feature.name());
          read.add(feature.name());
        });
    for (String name : read) {
      String feature = features.get(name);
      if (outside
          && feature != null
          && !sources.contains(root(feature))
          && !madeOutside.contains(feature)) {
        sinks.add(feature);
      } else if (!outside) {
        enter(number, name, read, features);
      }
    }
    for (Feature feature : model.outputs()) {
      String made = Wiring.Strand.qualified(number, feature.name());
      names.add(feature.name());
      if (outside || FlowBuilder.isPostProcessed(feature)) {
        madeOutside.add(made);
      } else if (stage == null) {
        sinks.add(made);
      }
      features.put(feature.name(), made);
    }
    strands.add(Wiring.Strand.of(number, stage, null, null, !outside, Set.of(), names));
  }
}
