package dev.aneoracle.placement;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.coreml.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the graphs whose placement was measured and published, where they are at hand. */
final class MeasuredGraphs {

  private static final Path FOLDER =
      Path.of(System.getProperty("ane-oracle.shared", "shared"), "placements");

  private MeasuredGraphs() {}

  /**
   * A graph, and what the compute plan said of each of its operations.
   *
   * @param plan a node for each operation, with {@code preferred} and {@code supported}
   */
  record Case(
      String name,
      Graph graph,
      List<JsonNode> plan,
      List<JsonNode> estimates,
      List<String> messages) {

    /** Returns why the ANE refuses an operation, in Core ML's words; empty where none is known. */
    String message(int index) {
      return index < messages.size() ? messages.get(index) : "";
    }

    /** Returns the unit that the plan prefers: A, C or G; empty where it names none. */
    Optional<String> preferred(int index) {
      return index < plan.size()
          ? plan.get(index).path("preferred").asStringOpt().filter(unit -> "ACG".contains(unit))
          : Optional.empty();
    }

    Model model() {
      return Graphs.model(
          ModelType.ML_PROGRAM,
          Graphs.tensors(graph.inputs().stream().map(Tensor::name).toList()),
          Graphs.tensors(graph.outputs()),
          "",
          new ModelBody.Program(List.of(graph), graph.name()));
    }
  }

  static boolean atHand() {
    return Files.exists(FOLDER.resolve("graphs.json"))
        && Files.exists(FOLDER.resolve("measured.json"));
  }

  static List<Case> read() {
    Map<String, JsonNode> measured = new HashMap<>();
    graphs("measured.json").forEach(node -> measured.put(key(node), node.path("ops")));
    List<Case> cases = new ArrayList<>();
    for (JsonNode node : graphs("graphs.json")) {
      JsonNode ops = measured.getOrDefault(key(node), JsonMapper.shared().createArrayNode());
      cases.add(
          new Case(
              node.path("name").asString(),
              graph(node),
              ops.valueStream().map(op -> op.path("cpu_and_ne")).toList(),
              ops.valueStream().map(op -> op.path("est_ms")).toList(),
              ops.valueStream().map(op -> op.path("messages").path("ane").asString("")).toList()));
    }
    return cases;
  }

  /** Returns what the analytics printed of an operation that the ANE refused, empty where not. */
  static String refusal(JsonNode all, Case measured, int index) {
    return all.valueStream()
        .filter(node -> node.path("name").asString().equals(measured.name()))
        .filter(node -> plan(node.path("ops")).equals(measured.plan()))
        .map(node -> node.path("ops").path(index).at("/messages/ane").asString(""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Returns all that was measured, for {@link #refusal}. */
  static JsonNode measured() {
    return graphs("measured.json");
  }

  private static List<JsonNode> plan(JsonNode ops) {
    return ops.valueStream().map(op -> op.path("cpu_and_ne")).toList();
  }

  private static String key(JsonNode node) {
    return node.path("kind").asString() + "/" + node.path("name").asString();
  }

  private static JsonNode graphs(String file) {
    return JsonMapper.shared().readTree(FOLDER.resolve(file)).path("graphs");
  }

  private static Graph graph(JsonNode node) {
    List<Tensor> inputs = new ArrayList<>();
    for (JsonNode input : node.path("inputs")) {
      inputs.add(tensor(input));
    }
    List<Operation> operations = new ArrayList<>();
    for (JsonNode op : node.path("ops")) {
      List<Operand> operands = new ArrayList<>();
      Map<String, Attribute> attributes = new HashMap<>();
      op.path("args").properties().forEach(arg -> bind(arg, operands, attributes));
      List<Tensor> outputs = new ArrayList<>();
      op.path("outputs").forEach(output -> outputs.add(tensor(output)));
      operations.add(
          new Operation(
              operations.size(),
              outputs.getFirst().name(),
              op.path("type").asString(),
              operands,
              outputs,
              attributes,
              List.of()));
    }
    List<String> outputs = new ArrayList<>();
    node.path("outputs").forEach(output -> outputs.add(output.asString()));
    return new Graph("main", Graph.Layout.EXACT, inputs, outputs, operations);
  }

  private static void bind(
      Map.Entry<String, JsonNode> argument, List<Operand> operands, Map<String, Attribute> set) {
    JsonNode value = argument.getValue();
    String parameter = argument.getKey();
    if (value.isArray()) {
      value.forEach(element -> bind(Map.entry(parameter, element), operands, set));
    } else if (value.isString()) {
      operands.add(new Reference(parameter, value.asString().substring(1)));
    } else if (value.has("const")) {
      operands.add(new Constant(parameter, element(value), Shape.of(sizes(value.path("const")))));
    } else if (value.has("value")) {
      operands.add(new Constant(parameter, element(value), Shape.of(nested(value.path("value")))));
      attribute(value.path("value")).ifPresent(a -> set.put(parameter, a));
    }
  }

  private static List<Long> nested(JsonNode array) {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode node = array; node.isArray(); node = node.path(0)) {
      sizes.add((long) node.size());
    }
    return sizes;
  }

  private static Optional<Attribute> attribute(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    if (first.isArray()) {
      return Optional.empty();
    }
    if (first.isString()) {
      return Optional.of(new Attribute.Text(first.asString()));
    }
    if (first.isBoolean()) {
      return Optional.of(new Attribute.Flags(List.of(first.asBoolean())));
    }
    if (first.isIntegralNumber()) {
      return Optional.of(
          new Attribute.Numbers(value.isArray() ? sizes(value) : List.of(value.asLong())));
    }
    return first.isNumber()
        ? Optional.of(new Attribute.Decimals(List.of(first.asDouble())))
        : Optional.empty();
  }

  private static Tensor tensor(JsonNode node) {
    return new Tensor(
        node.path("name").asString(), element(node), Shape.of(sizes(node.path("shape"))));
  }

  private static List<Long> sizes(JsonNode node) {
    return node.valueStream().map(JsonNode::asLong).toList();
  }

  private static ElementType element(JsonNode node) {
    return switch (node.path("dtype").asString()) {
      case "fp16" -> ElementType.FLOAT16;
      case "fp32" -> ElementType.FLOAT32;
      case "int32" -> ElementType.INT32;
      case "int16" -> ElementType.INT16;
      case "int8" -> ElementType.INT8;
      case "uint8" -> ElementType.UINT8;
      case "uint16" -> ElementType.UINT16;
      case "uint32" -> ElementType.UINT32;
      case "bool" -> ElementType.BOOL;
      case "string" -> ElementType.STRING;
      default -> ElementType.UNKNOWN;
    };
  }
}
