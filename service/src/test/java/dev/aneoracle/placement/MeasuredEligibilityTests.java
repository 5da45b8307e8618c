package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Graph;
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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the rules with what Core ML's compute plan said on an M4 with macOS 27, for every
 * operation of the published graphs. A prediction may be silent, it must not be wrong.
 */
class MeasuredEligibilityTests {

  private static final RuleData DATA = RuleData.load();
  private static final Target M4 = new Target("M4", 27);
  private static final Path PLACEMENTS =
      Path.of(System.getProperty("ane-oracle.shared", "shared"), "placements");

  @Test
  void rulesAgreeWithTheComputePlan() throws Exception {
    assumeTrue(Files.exists(PLACEMENTS.resolve("graphs.json")), "no measured placements here");
    JsonNode graphs = read("graphs.json");
    JsonNode measured = read("measured.json");
    List<String> wrong = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < graphs.size(); i++) {
      assertThat(measured.path(i).path("name")).isEqualTo(graphs.path(i).path("name"));
      Graph graph = graph(graphs.path(i));
      GraphIndex index = new GraphIndex(graph, GraphIndex.Format.PROGRAM);
      for (Operation operation : graph.operations()) {
        JsonNode plan =
            measured
                .path(i)
                .path("ops")
                .path(operation.index())
                .path("cpu_and_ne")
                .path("supported");
        if (plan.isMissingNode() || plan.isEmpty()) {
          continue;
        }
        compared++;
        boolean supported = plan.valueStream().anyMatch(unit -> unit.asString().equals("ANE"));
        Ruling ruling = DATA.rules().rule(new OperationView(operation, index), Engine.E5, M4);
        String name = graphs.path(i).path("name").asString() + " " + operation.type();
        switch (ruling.eligibility()) {
          case YES -> note(!supported, wrong, name + " is refused, not " + ruling.rule());
          case NO -> note(supported, wrong, name + " is supported, not " + ruling.rule());
          case UNKNOWN, NOT_APPLICABLE -> note(true, silent, name + " " + ruling.rule());
        }
      }
    }

    assertThat(compared).isGreaterThan(700);
    assertThat(wrong).isEmpty();
    assertThat(silent).as("of " + compared).hasSizeLessThan(5);
  }

  private static void note(boolean applies, List<String> list, String text) {
    if (applies) {
      list.add(text);
    }
  }

  private static JsonNode read(String file) {
    return JsonMapper.shared().readTree(PLACEMENTS.resolve(file)).path("graphs");
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
    if (value.isArray()) {
      value.forEach(element -> bind(Map.entry(argument.getKey(), element), operands, set));
    } else if (value.isString()) {
      operands.add(new Reference(argument.getKey(), value.asString().substring(1)));
    } else if (value.has("const")) {
      operands.add(
          new Constant(argument.getKey(), element(value), Shape.of(sizes(value.path("const")))));
    } else if (value.path("value").path(0).isArray()) {
      operands.add(
          new Constant(argument.getKey(), element(value), Shape.of(nested(value.path("value")))));
    } else if (value.has("value")) {
      attribute(value.path("value")).ifPresent(a -> set.put(argument.getKey(), a));
    }
  }

  private static List<Long> nested(JsonNode array) {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode node = array; node.isArray(); node = node.path(0)) {
      sizes.add((long) node.size());
    }
    return sizes;
  }

  private static java.util.Optional<Attribute> attribute(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    if (first.isString()) {
      return java.util.Optional.of(new Attribute.Text(first.asString()));
    }
    if (first.isBoolean()) {
      return java.util.Optional.of(new Attribute.Flags(List.of(first.asBoolean())));
    }
    if (first.isIntegralNumber()) {
      return java.util.Optional.of(
          new Attribute.Numbers(value.isArray() ? sizes(value) : List.of(value.asLong())));
    }
    return first.isNumber()
        ? java.util.Optional.of(new Attribute.Decimals(List.of(first.asDouble())))
        : java.util.Optional.empty();
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
      case "bool" -> ElementType.BOOL;
      default -> ElementType.UNKNOWN;
    };
  }
}
