package dev.aneoracle.placement;

import static dev.aneoracle.placement.CaseOperations.NONE;
import static dev.aneoracle.placement.CaseOperations.TENSOR;
import static dev.aneoracle.placement.CaseOperations.cast;
import static dev.aneoracle.placement.CaseOperations.extra;
import static dev.aneoracle.placement.CaseOperations.gather;
import static dev.aneoracle.placement.CaseOperations.kernel;
import static dev.aneoracle.placement.CaseOperations.program;
import static dev.aneoracle.placement.CaseOperations.typed;
import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.List;

/** The cases of ML Programs on the classic engine. */
final class ClassicProgramCases {

  private final RuleCases table;

  private ClassicProgramCases(RuleCases table) {
    this.table = table;
  }

  static void add(RuleCases table) {
    ClassicProgramCases cases = new ClassicProgramCases(table);
    cases.refusals();
    cases.pictures();
    cases.transformers();
  }

  private void refusals() {
    table.yes("classic-int32", "M1@13", typed("relu", ElementType.INT32));
    table.no("classic-int32", "M1@13", typed("relu", ElementType.FLOAT16));
    table.no("classic-int32", "M1@14", typed("relu", ElementType.INT32));
    table.yes("classic-gather-computed", "M1@13", gather(ElementType.UINT16));
    table.no(
        "classic-gather-computed",
        "M1@13",
        extra("gather", new Constant("indices", ElementType.INT32, Shape.of(4)), NONE));
    both("classic-scatter", "scatter_nd", "select");
    table.yes(
        "classic-slice-moving",
        "M1@13",
        extra("slice_by_index", new Reference("begin", "start"), NONE));
    table.no(
        "classic-slice-moving",
        "M1@13",
        program("slice_by_index", with("begin", 0), TENSOR, TENSOR));
    table.yes(
        "classic-cast-float32", "M1@12", cast(ElementType.FLOAT16, ElementType.FLOAT32, "other"));
    table.no(
        "classic-cast-float32", "M1@12", cast(ElementType.FLOAT16, ElementType.FLOAT32, "out"));
    table.no("classic-cast-float32", "M1@12", cast(ElementType.BOOL, ElementType.FLOAT16, "other"));
    both("classic-lists", "make_list", "concat");
  }

  private void pictures() {
    both("classic-program-minimum", "maximum", "mod");
    both("classic-program-extremes", "reduce_max", "reduce_prod");
    table.yes("classic-program-transpose", "M1@12", program("transpose", NONE, TENSOR, TENSOR));
    table.no("classic-program-transpose", "M1@12", program("reverse", NONE, TENSOR, TENSOR));
    table.yes("classic-program-max-pool", "M1@12", kernel("max_pool", 2, 2));
    table.no("classic-program-max-pool", "M1@12", kernel("max_pool", 3, 3));
    table.yes("classic-program-pool-larger", "M1@12", kernel("avg_pool", 7, 7));
    table.no("classic-program-pool-larger", "M1@12", kernel("avg_pool", 8, 8));
    table.yes("classic-program-deconvolution", "M1@12", deconvolution(2));
    table.no("classic-program-deconvolution", "M1@12", deconvolution(4));
    both("classic-program-activation", "leaky_relu", "elu");
    both("classic-program-mish", "tanh", "scaled_tanh");
    both("classic-program-diffusion", "silu", "sigmoid_hard");
    table.yes("classic-program-upsample", "M1@13", upsampled(2));
    table.no("classic-program-upsample", "M1@13", upsampled(4));
  }

  private void transformers() {
    both("classic-program-transformer", "matmul", "scaled_dot_product_attention");
    both("classic-program-channels-first", "split", "tile");
    table.no("classic-program-channels-first", "M1@12", program("split", NONE, TENSOR, TENSOR));
    both("classic-program-stack", "stack", "reverse");
    table.yes("classic-program-select", "M1@13", select(new Reference("a", "second")));
    table.no(
        "classic-program-select",
        "M1@13",
        select(new Constant("a", ElementType.FLOAT16, Shape.of())));
  }

  /** One type that the rule decides, and one beside it, on an M1 with macOS 13. */
  private void both(String rule, String type, String other) {
    table.yes(rule, "M1@13", program(type, NONE, TENSOR, TENSOR));
    table.no(rule, "M1@13", program(other, NONE, TENSOR, TENSOR));
  }

  private static OperationView deconvolution(int size) {
    return extra(
        "conv_transpose",
        new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, size, size)),
        with("strides", pair(size, size)));
  }

  private static OperationView upsampled(int scale) {
    long[] larger = {1, 64, 32L * scale, 32L * scale};
    return program("upsample_nearest_neighbor", NONE, TENSOR, larger);
  }

  private static OperationView select(Operand chosen) {
    Graph graph =
        Graphs.program()
            .input("mask", ElementType.BOOL, TENSOR)
            .input("second", TENSOR)
            .input("third", TENSOR)
            .op(
                "select",
                List.of(new Reference("cond", "mask"), chosen, new Reference("b", "third")),
                "out",
                ElementType.FLOAT16,
                NONE,
                TENSOR)
            .graph("other");
    return new OperationView(
        graph.operations().getLast(), new GraphIndex(graph, GraphIndex.Format.PROGRAM));
  }
}
