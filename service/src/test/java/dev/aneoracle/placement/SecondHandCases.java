package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.Calibration.Comparison;
import dev.aneoracle.placement.Calibration.Origin;
import dev.aneoracle.placement.Calibration.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Placements reported for graphs that can be built from their description. */
final class SecondHandCases {

  private static final Map<String, Attribute> NONE = Map.of();

  private SecondHandCases() {}

  /**
   * Four times convolution and ReLU: the compiler for the M1 made one ANE function of all eight.
   */
  static List<Comparison> compiledForAnM1() {
    Graphs graph = Graphs.program().input("x", 1, 64, 32, 32);
    String last = "x";
    for (int i = 0; i < 4; i++) {
      graph.op(
          "conv",
          List.of(
              new Reference("x", last),
              new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, 3, 3))),
          "conv" + i,
          ElementType.FLOAT16,
          with("strides", pair(1, 1), "dilations", pair(1, 1), "groups", 1),
          1,
          64,
          32,
          32);
      last = "relu" + i;
      graph.op(
          "relu",
          List.of(new Reference("x", "conv" + i)),
          last,
          ElementType.FLOAT16,
          NONE,
          1,
          64,
          32,
          32);
    }
    return List.of(
        allOnTheAne(
            "751K-aot", "ctx.relu, ahead of time", graph.model(last), new Target("M1", 27)));
  }

  static List<Comparison> residualNetwork() {
    return List.of(
        allOnTheAne("ERWIN", "ResNet-50", ResidualNetwork.batch(16), new Target("M4", 26)));
  }

  private static Comparison allOnTheAne(String source, String name, Model model, Target target) {
    List<Row> rows =
        CalibrationSources.predict(model, target).operations().stream()
            .map(operation -> Calibration.row(operation, true))
            .toList();
    return new Comparison(new Origin("E5", target.toString(), source), name, rows);
  }

  /** Of an M4 whose macOS is not recorded; casts at the edge where the source's plan has them. */
  static List<Comparison> productsAndAttention() {
    List<Comparison> comparisons = new ArrayList<>();
    for (int size : new int[] {4, 384, 512}) {
      comparisons.add(vx("matmul", List.of("x", "y"), false, size == 512, 1, 1, size, size));
    }
    comparisons.add(vx("matmul", List.of("x", "y"), true, false, 1, 1, 512, 512));
    attention(comparisons, false, false, 1, 128, 64);
    attention(comparisons, false, false, 1, 2048, 128);
    attention(comparisons, false, false, 8, 512, 64);
    attention(comparisons, false, false, 16, 1024, 64);
    attention(comparisons, false, true, 16, 2048, 64);
    attention(comparisons, false, true, 32, 1024, 128);
    attention(comparisons, true, false, 1, 2048, 128);
    attention(comparisons, true, false, 16, 1024, 64);
    attention(comparisons, true, false, 32, 1024, 128);
    return comparisons;
  }

  private static void attention(
      List<Comparison> comparisons,
      boolean wide,
      boolean ane,
      long heads,
      long length,
      long width) {
    List<String> names = List.of("query", "key", "value");
    comparisons.add(vx("scaled_dot_product_attention", names, wide, ane, 1, heads, length, width));
  }

  /**
   * Compares the one operation that was reported.
   *
   * @param wide whether it computes in 32 bits, where no cast is needed
   */
  private static Comparison vx(
      String type, List<String> names, boolean wide, boolean ane, long... sizes) {
    ElementType made = wide ? ElementType.FLOAT32 : ElementType.FLOAT16;
    Graphs graph = Graphs.program();
    List<Operand> operands = new ArrayList<>();
    for (String name : names) {
      graph.input(name, ElementType.FLOAT32, sizes);
      if (!wide) {
        cast(graph, name, name + "_fp16", made, sizes);
      }
      operands.add(new Reference(name, wide ? name : name + "_fp16"));
    }
    graph.op(type, operands, "made", made, NONE, sizes);
    if (!wide) {
      cast(graph, "made", "out", ElementType.FLOAT32, sizes);
    }
    Prediction prediction =
        CalibrationSources.predict(graph.model(wide ? "made" : "out"), new Target("M4", 27));
    Row row =
        prediction.operations().stream()
            .filter(operation -> operation.type().equals(type))
            .map(operation -> Calibration.row(operation, ane))
            .findFirst()
            .orElseThrow();
    String name = (wide ? "32-bit " : "16-bit ") + Shape.of(sizes).dimensions();
    return new Comparison(new Origin("E5", "M4 (macOS not recorded)", "VX"), name, List.of(row));
  }

  private static void cast(
      Graphs graph, String from, String to, ElementType element, long... sizes) {
    graph.op("cast", List.of(new Reference("x", from)), to, element, NONE, sizes);
  }
}
