package dev.aneoracle.coreml;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what the reader understood of each bundle named on the command line, one JSON object a
 * line, in the form that {@code scripts/judge-reading.py} compares.
 */
final class ModelDump {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ModelDump() {}

  /** Writes a line for each bundle. */
  public static void main(String[] bundles) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String bundle : bundles) {
      out.println(line(Path.of(bundle)));
    }
  }

  static String line(Path bundle) throws IOException {
    Map<String, Object> entry = new TreeMap<>();
    entry.put("bundle", bundle.toString());
    try {
      entry.put("model", model(new ModelReader().read(bundle)));
    } catch (CoreMlFormatException e) {
      entry.put("refused", e.getMessage());
    }
    return MAPPER.writeValueAsString(entry);
  }

  private static Map<String, Object> model(Model model) {
    Map<String, Object> dump = new TreeMap<>();
    dump.put("type", model.type().label());
    dump.put("specificationVersion", model.specificationVersion());
    dump.put("updatable", model.updatable());
    dump.put("inputs", model.inputs().stream().map(ModelDump::feature).toList());
    dump.put("outputs", model.outputs().stream().map(ModelDump::feature).toList());
    dump.put("states", model.states().stream().map(ModelDump::feature).toList());
    dump.put("predictedFeature", model.predictedFeature());
    switch (model.body()) {
      case ModelBody.Network(Graph graph) -> dump.put("network", graph(graph));
      case ModelBody.Program program -> {
        dump.put("functions", program.functions().stream().map(ModelDump::graph).toList());
        dump.put("defaultFunction", program.defaultFunction());
      }
      case ModelBody.Pipeline(List<ModelBody.Stage> stages) ->
          dump.put(
              "stages",
              stages.stream()
                  .map(stage -> Map.of("name", stage.name(), "model", model(stage.model())))
                  .toList());
      case ModelBody.Opaque _ -> {
        // the type says it all
      }
      case ModelBody.Compiled(Map<String, Integer> types) -> dump.put("operationTypes", types);
    }
    return dump;
  }

  private static Map<String, Object> feature(Feature feature) {
    Map<String, Object> dump = new TreeMap<>();
    dump.put("name", feature.name());
    dump.put("type", feature.type().label());
    dump.put("optional", feature.optional());
    switch (feature.type()) {
      case Feature.MultiArray array -> array(dump, array);
      case Feature.State(Feature.MultiArray array) -> array(dump, array);
      case Feature.Image image -> {
        dump.put("width", image.width());
        dump.put("height", image.height());
        dump.put("channels", image.channels());
        dump.put("colorSpace", image.colorSpace());
        dump.put("flexible", image.flexible());
      }
      case Feature.Dictionary dictionary -> dump.put("key", dictionary.keyType());
      case Feature.Sequence sequence -> dump.put("element", sequence.elementType());
      case Feature.Scalar _, Feature.Untyped _ -> {
        // the type says it all
      }
    }
    return dump;
  }

  private static void array(Map<String, Object> dump, Feature.MultiArray array) {
    dump.put("element", array.element().name());
    dump.put("shape", array.shape());
    dump.put("flexible", array.flexible());
  }

  private static Map<String, Object> graph(Graph graph) {
    Map<String, Object> dump = new TreeMap<>();
    dump.put("name", graph.name());
    dump.put("layout", graph.layout().name());
    dump.put("inputs", graph.inputs().stream().map(ModelDump::tensor).toList());
    dump.put("outputs", graph.outputs());
    dump.put("operations", graph.operations().stream().map(ModelDump::operation).toList());
    return dump;
  }

  private static Map<String, Object> operation(Operation operation) {
    Map<String, Object> dump = new TreeMap<>();
    dump.put("name", operation.name());
    dump.put("type", operation.type());
    dump.put("operands", operation.operands().stream().map(ModelDump::operand).toList());
    dump.put("outputs", operation.outputs().stream().map(ModelDump::tensor).toList());
    Map<String, Object> attributes = new TreeMap<>();
    operation.attributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    dump.put("attributes", attributes);
    if (!operation.blocks().isEmpty()) {
      dump.put("blocks", operation.blocks().stream().map(ModelDump::graph).toList());
    }
    return dump;
  }

  private static List<Object> operand(Operation.Operand operand) {
    return switch (operand) {
      case Operation.Reference reference ->
          List.of(reference.parameter(), "value", reference.name());
      case Operation.Constant constant ->
          List.of(
              constant.parameter(), "constant", constant.element().name(), shape(constant.shape()));
    };
  }

  private static List<Object> tensor(Tensor tensor) {
    return List.of(tensor.name(), tensor.element().name(), shape(tensor.shape()));
  }

  private static Object shape(Shape shape) {
    return shape.known() ? shape.dimensions() : "unknown";
  }

  private static List<?> attribute(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Numbers(List<Long> values) -> values;
      case Attribute.Flags(List<Boolean> values) -> values;
      case Attribute.Text(String value) -> List.of(value);
      case Attribute.Decimals(List<Double> values) -> {
        List<Object> numbers = new ArrayList<>();
        values.forEach(
            value -> numbers.add(value.isNaN() || value.isInfinite() ? value.toString() : value));
        yield numbers;
      }
    };
  }
}
