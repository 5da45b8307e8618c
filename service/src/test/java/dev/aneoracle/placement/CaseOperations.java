package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.coreml.Tensor;
import java.util.List;
import java.util.Map;

/** Makes single operations for cases of rules. */
final class CaseOperations {

  static final long[] MAP = {64, 32, 32};
  static final long[] TENSOR = {1, 64, 32, 32};
  static final Map<String, Attribute> NONE = Map.of();

  private CaseOperations() {}

  static OperationView network(String type, Map<String, Attribute> with, long[] in, long[] out) {
    Graph graph = Graphs.network().input("in", in).op(type, "in", "out", with, out).graph("other");
    return last(graph, GraphIndex.Format.NETWORK);
  }

  static OperationView two(String type, long[] second, long[] out) {
    Graph graph =
        Graphs.network()
            .input("in", MAP)
            .input("second", second)
            .op(type, "in,second", "out", out)
            .graph("other");
    return last(graph, GraphIndex.Format.NETWORK);
  }

  static OperationView program(String type, Map<String, Attribute> with, long[] in, long[] out) {
    Graph graph = Graphs.program().input("in", in).op(type, "in", "out", with, out).graph("other");
    return last(graph, GraphIndex.Format.PROGRAM);
  }

  static OperationView extra(String type, Operand operand, Map<String, Attribute> with) {
    Graph graph =
        Graphs.program()
            .input("in", TENSOR)
            .input("start", 4)
            .op(
                type,
                List.of(new Reference("x", "in"), operand),
                "out",
                ElementType.FLOAT16,
                with,
                TENSOR)
            .graph("other");
    return last(graph, GraphIndex.Format.PROGRAM);
  }

  static OperationView gather(ElementType indices) {
    Graph graph =
        Graphs.program()
            .input("in", TENSOR)
            .input("at", indices, 4)
            .op(
                "gather",
                List.of(new Reference("x", "in"), new Reference("indices", "at")),
                "out",
                ElementType.FLOAT16,
                NONE,
                TENSOR)
            .graph("other");
    return last(graph, GraphIndex.Format.PROGRAM);
  }

  static OperationView typed(String type, ElementType element) {
    Graph graph =
        Graphs.program()
            .input("in", element, TENSOR)
            .op(type, Graphs.references("in"), "out", element, NONE, TENSOR)
            .graph("other");
    return last(graph, GraphIndex.Format.PROGRAM);
  }

  static OperationView typedTwo(String type, ElementType element) {
    Graph graph =
        Graphs.program()
            .input("in", element, TENSOR)
            .input("second", element, TENSOR)
            .op(type, Graphs.references("in,second"), "out", element, NONE, TENSOR)
            .graph("other");
    return last(graph, GraphIndex.Format.PROGRAM);
  }

  static OperationView cast(ElementType from, ElementType to, String leaving) {
    Operation before =
        new Operation(
            0,
            "before",
            "relu",
            Graphs.references("in"),
            List.of(new Tensor("before", from, Shape.of(1, 4))),
            NONE,
            List.of());
    Operation cast =
        new Operation(
            1,
            "cast",
            "cast",
            List.of(new Reference("x", "before")),
            List.of(new Tensor("out", to, Shape.of(1, 4))),
            NONE,
            List.of());
    Graph graph =
        new Graph(
            "main",
            Graph.Layout.EXACT,
            List.of(new Tensor("in", from, Shape.of(1, 4))),
            List.of(leaving),
            List.of(before, cast));
    return last(graph, GraphIndex.Format.PROGRAM);
  }

  static OperationView activation(String kind, double alpha) {
    return network("activation", with("nonlinearity", kind, "alpha", alpha), MAP, MAP);
  }

  static Map<String, Attribute> deconvolution(int stride) {
    return with(
        "kernelSize",
        pair(2, 2),
        "stride",
        pair(stride, stride),
        "nGroups",
        1,
        "kernelChannels",
        64,
        "outputChannels",
        64,
        "isDeconvolution",
        true);
  }

  static OperationView convolution(int height, int width, int stride) {
    return extra(
        "conv",
        new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, height, width)),
        with("strides", pair(stride, stride), "dilations", pair(1, 1), "groups", 1));
  }

  static OperationView kernel(String type, int height, int width) {
    return program(type, with("kernel_sizes", pair(height, width)), TENSOR, TENSOR);
  }

  static OperationView blockwise(long channels, long blocks) {
    Graph graph =
        Graphs.program()
            .input("in", 1, 64)
            .op(
                "constexpr_blockwise_shift_scale",
                List.of(
                    new Constant("data", ElementType.INT4, Shape.of(64, 64)),
                    new Constant("scale", ElementType.FLOAT16, Shape.of(channels, blocks))),
                "w",
                ElementType.FLOAT16,
                NONE,
                64,
                64)
            .op(
                "linear",
                List.of(new Reference("x", "in"), new Reference("weight", "w")),
                "out",
                ElementType.FLOAT16,
                NONE,
                1,
                64)
            .graph("other");
    return last(graph, GraphIndex.Format.PROGRAM);
  }

  static OperationView last(Graph graph, GraphIndex.Format format) {
    return new OperationView(graph.operations().getLast(), new GraphIndex(graph, format));
  }
}
