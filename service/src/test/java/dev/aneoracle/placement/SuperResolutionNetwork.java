package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The network of fredyshox/coreml-supersampling in its fast configuration: an encoder of two
 * scales, a decoder of transposed convolutions, both joined twice; as coremltools converts it, in
 * 16 bits and with the channels turned to the front. A probe may stand between input and network,
 * as in the tests of single operations there.
 */
final class SuperResolutionNetwork {

  private static final int HEIGHT = 720;
  private static final int WIDTH = 1280;

  private final Graphs graph;
  private int made;

  private SuperResolutionNetwork(Graphs graph) {
    this.graph = graph;
  }

  /** A tensor of so many channels, scaled down so many times. */
  private record Plane(String name, int channels, int shrunk) {}

  static Model network() {
    return network(12, (graph, input) -> input);
  }

  /**
   * Builds the network.
   *
   * @param probe adds operations behind the input, and says what they make
   */
  static Model network(int channels, BiFunction<Graphs, String, String> probe) {
    Graphs graph =
        Graphs.program()
            .input("input_1", ElementType.FLOAT32, 1, HEIGHT, WIDTH, channels)
            .op("cast", "input_1", "input_1_to_fp16", 1, HEIGHT, WIDTH, channels);
    String input = probe.apply(graph, "input_1_to_fp16");
    return new SuperResolutionNetwork(graph).build(input, channels);
  }

  private Model build(String input, int channels) {
    graph.op(
        "transpose",
        of("x", input),
        "front",
        ElementType.FLOAT16,
        perm(0, 3, 1, 2),
        sizes(new Plane("front", channels, 0)));
    Plane large = convolve(convolve(new Plane("front", channels, 0), 32), 16);
    Plane half = convolve(convolve(pool(large), 32), 32);
    Plane centre = enlarge(convolve(pool(half), 64), 64);
    Plane decoded = enlarge(convolve(join(half, centre), 32), 32);
    Plane last = convolve(convolve(join(large, decoded), 16), 3);
    return graph
        .op(
            "transpose",
            of("x", last.name()),
            "Identity_fp16",
            ElementType.FLOAT16,
            perm(0, 2, 3, 1),
            1,
            HEIGHT,
            WIDTH,
            3)
        .op(
            "cast",
            of("x", "Identity_fp16"),
            "Identity",
            ElementType.FLOAT32,
            Map.of(),
            1,
            HEIGHT,
            WIDTH,
            3)
        .model("Identity");
  }

  private Plane convolve(Plane from, int channels) {
    Plane plane = next("conv", channels, from.shrunk());
    graph.op(
        "conv",
        weighted(from, Shape.of(channels, from.channels(), 3, 3), channels),
        plane.name(),
        ElementType.FLOAT16,
        with("strides", pair(1, 1), "dilations", pair(1, 1), "groups", 1, "pad_type", "same"),
        sizes(plane));
    return rectified(plane);
  }

  private Plane enlarge(Plane from, int channels) {
    Plane plane = next("up", channels, from.shrunk() - 1);
    graph.op(
        "conv_transpose",
        weighted(from, Shape.of(from.channels(), channels, 2, 2), channels),
        plane.name(),
        ElementType.FLOAT16,
        with("strides", pair(2, 2), "dilations", pair(1, 1), "groups", 1, "pad_type", "same"),
        sizes(plane));
    return rectified(plane);
  }

  private Plane rectified(Plane from) {
    Plane plane = next("relu", from.channels(), from.shrunk());
    graph.op("relu", from.name(), plane.name(), sizes(plane));
    return plane;
  }

  private Plane pool(Plane from) {
    Plane plane = next("pool", from.channels(), from.shrunk() + 1);
    graph.op(
        "max_pool",
        from.name(),
        plane.name(),
        with("kernel_sizes", pair(2, 2), "strides", pair(2, 2)),
        sizes(plane));
    return plane;
  }

  private Plane join(Plane skipped, Plane decoded) {
    Plane plane = next("concat", skipped.channels() + decoded.channels(), skipped.shrunk());
    graph.op("concat", skipped.name() + "," + decoded.name(), plane.name(), sizes(plane));
    return plane;
  }

  private Plane next(String kind, int channels, int shrunk) {
    return new Plane(kind + "_" + ++made, channels, shrunk);
  }

  private static long[] sizes(Plane plane) {
    return new long[] {1, plane.channels(), HEIGHT >> plane.shrunk(), WIDTH >> plane.shrunk()};
  }

  private static List<Operand> weighted(Plane from, Shape weight, int channels) {
    return List.of(
        new Reference("x", from.name()),
        new Constant("weight", ElementType.FLOAT16, weight),
        new Constant("bias", ElementType.FLOAT16, Shape.of(channels)));
  }

  private static List<Operand> of(String parameter, String name) {
    return List.of(new Reference(parameter, name));
  }

  private static Map<String, dev.aneoracle.coreml.Attribute> perm(long... order) {
    return with("perm", order);
  }
}
