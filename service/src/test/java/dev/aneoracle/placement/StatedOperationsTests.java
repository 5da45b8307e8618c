package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.OperationPlacement.Eligibility;
import dev.aneoracle.placement.OperationPlacement.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the rules to what is stated of operations on an M4 with macOS 27 (751K), alone and between
 * two pairs of convolutions, whatever rule it is that decides.
 */
class StatedOperationsTests {

  private static final Target M4 = new Target("M4", 27);
  private static final long[] TENSOR = {1, 64, 32, 32};
  private static final Map<String, Attribute> NONE = Map.of();

  private static final String ONE_SUPPORTED =
      """
      relu relu6 leaky_relu prelu elu thresholded_relu clip sigmoid sigmoid_hard tanh scaled_tanh
      silu gelu softplus softsign linear_activation erf exp exp2 log sqrt rsqrt inverse abs sign
      square sin cos atan floor ceil round
      softmax layer_norm instance_norm batch_norm l2_norm local_response_norm
      reduce_sum reduce_mean reduce_max reduce_min reduce_l1_norm reduce_l2_norm reduce_log_sum
      reduce_log_sum_exp reduce_sum_square
      upsample_nearest_neighbor upsample_bilinear resize_bilinear resize_nearest_neighbor resize
      affine resample
      reshape squeeze expand_dims transpose tile stack concat split slice_by_index slice_by_size
      reverse pad space_to_depth depth_to_space pixel_shuffle pixel_unshuffle space_to_batch
      batch_to_space fill_like topk quantize dequantize
      """;

  private static final String ONE_REFUSED =
      """
      asin acos tan sinh cosh atanh reduce_prod cumsum band_part crop_resize
      scatter scatter_along_axis scatter_nd
      argsort one_hot non_zero range_1d random_normal sliding_windows
      lstm gru rnn while_loop cond
      """;

  private static final String TWO_SUPPORTED =
      "add sub mul real_div floor_div maximum minimum pow equal not_equal less less_equal greater"
          + " greater_equal matmul";

  private static final String TWO_REFUSED = "mod";

  @ParameterizedTest
  @MethodSource("stated")
  void aloneItIsEligibleAsStatedAndPlaced(String type, int inputs, boolean supported) {
    OperationPlacement operation = last(alone(type, inputs, ElementType.FLOAT16), M4);

    assertThat(operation.eligible()).isEqualTo(supported ? Eligibility.YES : Eligibility.NO);
    assertThat(operation.unit()).isNotEqualTo(Unit.UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("stated")
  void betweenConvolutionsItIsEligibleAsStatedAndEverythingIsPlaced(
      String type, int inputs, boolean supported) {
    Prediction prediction = CalibrationSources.predict(between(type, inputs), M4);

    assertThat(prediction.operations())
        .filteredOn(operation -> operation.name().equals("made"))
        .singleElement()
        .satisfies(operation ->
            assertThat(operation.eligible())
                .isEqualTo(supported ? Eligibility.YES : Eligibility.NO))
        .satisfies(operation -> assertThat(supported || operation.unit() == Unit.OUTSIDE).isTrue());
    assertThat(prediction.operations())
        .filteredOn(operation -> operation.unit() == Unit.UNKNOWN)
        .allSatisfy(operation ->
            assertThat(operation.reason())
                .extracting("code")
                .isEqualTo(ReasonCode.COST_MODEL_TIE.name()));
  }

  static Stream<Arguments> stated() {
    return Stream.of(
            rows(ONE_SUPPORTED, 1, true),
            rows(ONE_REFUSED, 1, false),
            rows(TWO_SUPPORTED, 2, true),
            rows(TWO_REFUSED, 2, false))
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> rows(String types, int inputs, boolean supported) {
    return Arrays.stream(types.strip().split("\\s+"))
        .map(type -> Arguments.of(type, inputs, supported));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add",
        "sub",
        "mul",
        "maximum",
        "equal",
        "less",
        "greater_equal",
        "select",
        "gather",
        "reduce_argmax",
        "reduce_argmin"
      })
  void integersOf32BitsAreRefused(String type) {
    assertThat(last(alone(type, 2, ElementType.INT32), M4).eligible()).isEqualTo(Eligibility.NO);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, YES",
    "3, 3, 1, 1, YES",
    "5, 5, 1, 1, YES",
    "7, 7, 2, 1, YES",
    "3, 3, 8, 1, YES",
    "3, 3, 1, 2, YES",
    "3, 3, 1, 64, YES",
    "13, 13, 1, 1, YES",
    "15, 15, 1, 1, YES",
    "16, 16, 1, 1, YES",
    "17, 17, 1, 1, NO",
    "1, 15, 1, 1, YES",
    "1, 16, 1, 1, NO",
    "1, 17, 1, 1, NO",
    "1, 24, 1, 1, NO",
    "1, 31, 1, 1, NO",
    "1, 32, 1, 1, NO",
    "1, 64, 1, 1, NO",
    "16, 1, 1, 1, YES",
    "17, 1, 1, 1, YES",
    "25, 1, 1, 1, YES",
    "28, 1, 1, 1, YES",
    "31, 1, 1, 1, YES",
    "32, 1, 1, 1, NO",
    "64, 1, 1, 1, NO"
  })
  void kernelOfAConvolutionIsTakenAsStated(
      long height, long width, long stride, int groups, Eligibility eligible) {
    Shape weight = Shape.of(64, 64 / groups, height, width);
    Model model =
        one(
            "conv",
            List.of(new Reference("x", "x"), new Constant("weight", ElementType.FLOAT16, weight)),
            with("strides", pair(stride, stride), "dilations", pair(1, 1), "groups", groups),
            TENSOR,
            TENSOR);

    assertThat(last(model, M4).eligible()).isEqualTo(eligible);
  }

  @ParameterizedTest
  @CsvSource({
    "max_pool, 2, 2, YES", "max_pool, 8, 8, YES", "max_pool, 9, 1, YES", "max_pool, 1, 9, NO",
    "max_pool, 15, 15, NO", "max_pool, 1, 32, YES", "avg_pool, 2, 2, YES", "avg_pool, 14, 14, YES",
    "l2_pool, 2, 2, YES"
  })
  void windowOfAPoolIsTakenAsStated(String type, long height, long width, Eligibility eligible) {
    Model model =
        one(
            type,
            List.of(new Reference("x", "x")),
            with("kernel_sizes", pair(height, width), "strides", pair(1, 1)),
            TENSOR,
            TENSOR);

    assertThat(last(model, M4).eligible()).isEqualTo(eligible);
  }

  @ParameterizedTest
  @CsvSource({
    "M4, 27, 1, 65536, 1, 1, YES",
    "M4, 27, 1, 65537, 1, 1, NO",
    "M4, 27, 1, 1, 65536, 1, YES",
    "M4, 27, 1, 1, 65537, 1, NO",
    "M4, 27, 1, 1, 1, 65536, YES",
    "M4, 27, 1, 1, 1, 65537, NO",
    "M2, 15, 1, 1, 1, 16384, YES",
    "M2, 15, 1, 1, 1, 16385, NO",
    "M1, 15, 1, 1, 16385, 1, NO",
    "M2, 15, 1, 16385, 1, 1, YES"
  })
  void axisIsTakenToItsLimit(
      String chip, int macos, long n, long c, long h, long w, Eligibility eligible) {
    long[] sizes = {n, c, h, w};
    Model model = one("relu", List.of(new Reference("x", "x")), NONE, sizes, sizes);

    assertThat(last(model, new Target(chip, macos)).eligible()).isEqualTo(eligible);
  }

  @ParameterizedTest
  @CsvSource({"32768, YES", "40000, NO", "65536, NO"})
  void productIsTakenToTheKernelMemory(long length, Eligibility eligible) {
    Model model =
        Graphs.program()
            .input("x", 8, length)
            .input("y", length, 8)
            .op(
                "matmul",
                List.of(new Reference("x", "x"), new Reference("y", "y")),
                "made",
                ElementType.FLOAT16,
                NONE,
                8,
                8)
            .model("made");

    assertThat(last(model, M4).eligible()).isEqualTo(eligible);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT16, FLOAT32, YES",
    "FLOAT32, FLOAT16, YES",
    "BOOL, FLOAT16, YES",
    "FLOAT16, INT32, NO",
    "INT32, FLOAT16, NO",
    "FLOAT16, INT8, NO"
  })
  void castIsTakenAsStated(ElementType from, ElementType to, Eligibility eligible) {
    Model model =
        Graphs.program()
            .input("x", from, TENSOR)
            .op("cast", List.of(new Reference("x", "x")), "made", to, NONE, TENSOR)
            .model("made");

    assertThat(last(model, M4).eligible()).isEqualTo(eligible);
  }

  private static Model one(
      String type, List<Operand> operands, Map<String, Attribute> with, long[] in, long[] out) {
    return Graphs.program()
        .input("x", in)
        .op(type, operands, "made", ElementType.FLOAT16, with, out)
        .model("made");
  }

  private static Model alone(String type, int inputs, ElementType element) {
    Graphs graph = Graphs.program();
    List<Operand> operands = new ArrayList<>();
    for (String name : List.of("x", "y").subList(0, inputs)) {
      graph.input(name, element, TENSOR);
      operands.add(new Reference(name, name));
    }
    graph.op(type, operands, "made", made(type, element), typical(type), TENSOR);
    return graph.model("made");
  }

  private static Model between(String type, int inputs) {
    Graphs graph = Graphs.program();
    List<Operand> operands = new ArrayList<>();
    for (String name : List.of("x", "y").subList(0, inputs)) {
      graph.input(name, TENSOR);
      operands.add(new Reference(name, pairs(graph, name, "before_" + name)));
    }
    ElementType made = made(type, ElementType.FLOAT16);
    graph.op(type, operands, "made", made, typical(type), TENSOR);
    String last = "made";
    if (made == ElementType.BOOL) {
      last = "number";
      graph.op(
          "cast", List.of(new Reference("x", "made")), last, ElementType.FLOAT16, NONE, TENSOR);
    }
    return graph.model(pairs(graph, last, "behind"));
  }

  private static String pairs(Graphs graph, String from, String name) {
    String last = from;
    for (int i = 0; i < 2; i++) {
      String conv = name + "_conv" + i;
      graph.op(
          "conv",
          List.of(
              new Reference("x", last),
              new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, 3, 3))),
          conv,
          ElementType.FLOAT16,
          with("strides", pair(1, 1), "dilations", pair(1, 1), "groups", 1),
          TENSOR);
      last = name + "_relu" + i;
      List<Operand> operands = List.of(new Reference("x", conv));
      graph.op("relu", operands, last, ElementType.FLOAT16, NONE, TENSOR);
    }
    return last;
  }

  private static ElementType made(String type, ElementType element) {
    return type.contains("equal") || type.startsWith("less") || type.startsWith("greater")
        ? ElementType.BOOL
        : element;
  }

  /** The parameters by which costs are told apart; those that no fact reads are left out. */
  private static Map<String, Attribute> typical(String type) {
    return type.equals("transpose") ? with("perm", new long[] {0, 1, 3, 2}) : NONE;
  }

  private static OperationPlacement last(Model model, Target target) {
    return CalibrationSources.predict(model, target).operations().getLast();
  }
}
