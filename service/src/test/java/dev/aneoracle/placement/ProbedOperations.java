package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The single operations that fredyshox/coreml-supersampling tried on an M1 with macOS 12, each
 * between the input and a network that runs there wholly.
 */
final class ProbedOperations {

  private static final long[] TENSOR = {1, 720, 1280, 36};
  private static final long[] SCALAR = {};

  private ProbedOperations() {}

  /**
   * A probe.
   *
   * @param probed the types of operation it puts before the network
   * @param compatible whether the whole model was seen on the ANE
   */
  record Probe(String name, Set<String> probed, boolean compatible, Model model) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Probe> all() {
    return List.of(
        arithmetic("same shape", 1, 720, 1280, 36),
        arithmetic("scalar", SCALAR),
        arithmetic("broadcast", 1280, 36),
        probe("minimum and maximum", true, ProbedOperations::range, "reduce_min", "reduce_max"),
        one("cumulative sum of rows", "cumsum", with("axis", 1)),
        one("cumulative sum of channels", "cumsum", with("axis", 3)),
        one("cumulative sum of channels, reversed", "cumsum", with("axis", 3, "reverse", true)),
        one("floor", "floor", Map.of()),
        parts("gather of rows", 1, ProbedOperations::gather),
        parts("gather of channels", 3, ProbedOperations::gather),
        parts("split of rows", 1, ProbedOperations::split),
        parts("split of channels", 3, ProbedOperations::split));
  }

  private static Probe arithmetic(String shapes, long... constant) {
    return probe(
        "add, sub, mul, " + shapes,
        true,
        (graph, input) -> {
          String last = input;
          for (String type : List.of("add", "sub", "mul")) {
            binary(
                graph,
                type,
                last,
                new Constant("y", ElementType.FLOAT16, Shape.of(boxed(constant))));
            last = type;
          }
          return last;
        },
        "add",
        "sub",
        "mul");
  }

  private static String range(Graphs graph, String input) {
    graph.op("reduce_min", input, "least", with("keep_dims", false), SCALAR);
    graph.op("reduce_max", input, "most", with("keep_dims", false), SCALAR);
    binary(graph, "sub", input, new Reference("y", "least"));
    graph.op("sub", "most,least", "width", SCALAR);
    graph.op(
        "real_div",
        List.of(new Constant("x", ElementType.FLOAT16, Shape.of()), new Reference("y", "width")),
        "factor",
        ElementType.FLOAT16,
        Map.of(),
        SCALAR);
    binary(graph, "mul", "sub", new Reference("y", "factor"));
    return "mul";
  }

  private static String binary(Graphs graph, String type, String input, Operand other) {
    graph.op(
        type,
        List.of(new Reference("x", input), other),
        type,
        ElementType.FLOAT16,
        Map.of(),
        TENSOR);
    return type;
  }

  private static Probe one(String name, String type, Map<String, Attribute> with) {
    return probe(
        name,
        false,
        (graph, input) -> {
          graph.op(type, input, type, with, TENSOR);
          return type;
        },
        type);
  }

  private static Probe parts(String name, int axis, Cutter cutter) {
    String type = name.substring(0, name.indexOf(' '));
    return probe(name, false, (graph, input) -> cutter.cut(graph, input, axis), type);
  }

  /** Takes a part of a tensor and lays it out until it has the old size. */
  @FunctionalInterface
  private interface Cutter {
    String cut(Graphs graph, String input, int axis);
  }

  private static String gather(Graphs graph, String input, int axis) {
    long[] half = TENSOR.clone();
    half[axis] /= 2;
    graph.op(
        "gather",
        List.of(
            new Reference("x", input),
            new Constant("indices", ElementType.INT32, Shape.of(half[axis]))),
        "part",
        ElementType.FLOAT16,
        with("axis", axis),
        half);
    graph.op("concat", "part,part", "whole", TENSOR);
    return "whole";
  }

  private static String split(Graphs graph, String input, int axis) {
    long[] quarter = TENSOR.clone();
    quarter[axis] /= 4;
    graph.op("split", input, "part", with("axis", axis, "num_splits", 4), quarter);
    graph.op("concat", "part,part,part,part", "whole", TENSOR);
    return "whole";
  }

  private static Probe probe(
      String name,
      boolean compatible,
      BiFunction<Graphs, String, String> operations,
      String... types) {
    return new Probe(
        name,
        Set.of(types),
        compatible,
        SuperResolutionNetwork.network(Math.toIntExact(TENSOR[3]), operations));
  }

  private static List<Long> boxed(long... sizes) {
    return java.util.Arrays.stream(sizes).boxed().toList();
  }
}
