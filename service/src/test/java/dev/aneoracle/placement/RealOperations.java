package dev.aneoracle.placement;

import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelReader;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.placement.GraphIndex.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every operation of the readable models at hand, and what the rules say of each. */
final class RealOperations {

  private static final Path MODELS =
      Path.of(System.getProperty("ane-oracle.shared", "../shared"), "models");

  private final List<OperationView> found = new ArrayList<>();
  private int models;

  /**
   * How many operations are decided on a target.
   *
   * @param opaque undecided ones that read or make a tensor whose shape is not known
   * @param undecided what is open, by type and rule
   */
  record Count(int total, int decided, int opaque, Map<String, Long> undecided) {
    double share() {
      return 100.0 * decided / total;
    }
  }

  static boolean atHand() {
    return Files.isDirectory(MODELS);
  }

  static RealOperations read() throws IOException {
    RealOperations operations = new RealOperations();
    try (Stream<Path> folders = Files.list(MODELS)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        String name = folder.getFileName().toString();
        if (!name.startsWith("bad-") && !name.equals("ground-truth")) {
          operations.bundles(folder);
        }
      }
    }
    return operations;
  }

  int models() {
    return models;
  }

  int size() {
    return found.size();
  }

  Count count(RuleData data, Target target) {
    int decided = 0;
    int opaque = 0;
    Map<String, Long> undecided = new HashMap<>();
    for (OperationView one : found) {
      Format format = one.graph().format();
      Engine engine =
          format == Format.PROGRAM ? data.catalog().programEngine(target.macos()) : Engine.CLASSIC;
      Ruling ruling = data.rules().rule(one, engine, target);
      if (ruling.effect() != Effect.UNDECIDED) {
        decided++;
        continue;
      }
      if (!TensorFacts.shapesKnown(one)) {
        opaque++;
      }
      String kind = format == Format.PROGRAM ? "MIL" : "layer";
      undecided.merge(kind + " " + one.type() + " (" + ruling.rule() + ")", 1L, Long::sum);
    }
    return new Count(found.size(), decided, opaque, undecided);
  }

  private void bundles(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (name.endsWith(".mlmodel")
            || name.endsWith(".mlpackage")
            || name.endsWith(".mlmodelc")) {
          models++;
          try {
            add(new ModelReader().read(entry));
          } catch (CoreMlFormatException ex) {
            throw new IllegalStateException(entry + " is not read", ex);
          }
        }
      }
    }
  }

  private void add(Model model) {
    switch (model.body()) {
      case ModelBody.Network(Graph graph) -> add(graph, Format.NETWORK);
      case ModelBody.Program program ->
          program.functions().forEach(graph -> add(graph, Format.PROGRAM));
      case ModelBody.Pipeline(List<ModelBody.Stage> stages) ->
          stages.forEach(stage -> add(stage.model()));
      case ModelBody.Opaque ignored -> {}
      case ModelBody.Compiled ignored -> {}
    }
  }

  private void add(Graph graph, Format format) {
    GraphIndex index = new GraphIndex(graph, format);
    for (Operation operation : graph.operations()) {
      found.add(new OperationView(operation, index));
    }
  }
}
