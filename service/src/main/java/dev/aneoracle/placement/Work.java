package dev.aneoracle.placement;

import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much work the E5 engine's cost model sees in an operation. These are its own counts, read off
 * its published estimates; they are not the floating-point operations of {@link Flops}.
 */
enum Work {
  /**
   * Two for each multiply-add and one for the bias, divided by the dilations (a dilated kernel is
   * charged as if it were smaller by them).
   */
  CONVOLUTION(Work::convolution),
  /** Two for each output, input channel and kernel element. */
  CONVOLUTION_TRANSPOSED(Work::transposed),
  /** Two for each element read and its length, whatever the number of outputs; one for the bias. */
  DENSE(Work::dense),
  /** Two for each element of the inputs. */
  INPUT_ELEMENTS(Work::inputElements),
  /** What the roofline counts: matrix products and pooling, nothing else. */
  ROOFLINE(Work::roofline);

  private static final Set<String> POOLS = Set.of("max_pool", "avg_pool", "l2_pool");
  private static final Set<String> TENSORS_ONLY = Set.of("layer_norm", "batch_norm", "matmul");
  private static final Set<String> INPUTS = Set.of("x", "y", "values");

  @SuppressWarnings("ImmutableEnumChecker") // method references of classes without state
  private final Function<OperationView, Double> count;

  Work(Function<OperationView, Double> count) {
    this.count = count;
  }

  /** Returns the count, empty where a shape is not known. */
  OptionalDouble of(OperationView view) {
    return known(count.apply(view));
  }

  /** Returns the bytes that the cost model takes to be moved, empty where a shape is not known. */
  static OptionalDouble bytes(OperationView view) {
    double bytes =
        view.operation().outputs().isEmpty()
            ? 0
            : elements(view.output())
                * view.operation().outputs().getFirst().element().bits()
                / Byte.SIZE;
    boolean pools = POOLS.contains(view.type());
    boolean tensorsOnly = pools || TENSORS_ONLY.contains(view.type());
    @Nullable String before = null;
    for (Operand operand : view.operation().operands()) {
      boolean furtherOfTuple = operand.parameter().equals(before);
      before = operand.parameter();
      if (!furtherOfTuple && (!tensorsOnly || operand instanceof Reference)) {
        bytes += bytes(view, operand);
      }
    }
    return known(pools ? bytes + 4 * kernel(view) : bytes);
  }

  private static double bytes(OperationView view, Operand operand) {
    return switch (operand) {
      case Constant(String ignored, var element, Shape shape) ->
          element.bits() == 0 ? 0 : elements(shape) * element.bits() / Byte.SIZE;
      case Reference(String ignored, String name) ->
          view.graph()
              .tensor(name)
              .map(tensor -> elements(tensor.shape()) * tensor.element().bits() / Byte.SIZE)
              .orElse(Double.NaN);
    };
  }

  private static double convolution(OperationView view) {
    double dilations = 1;
    for (long dilation : view.numbers("dilations").orElse(List.of())) {
      dilations *= dilation;
    }
    double terms = 2 * elements(weight(view)) / weight(view, 0) + (biased(view) ? 1 : 0);
    return elements(view.output()) * terms / dilations;
  }

  private static double transposed(OperationView view) {
    return 2 * elements(view.output()) * elements(weight(view)) / weight(view, 1);
  }

  private static double dense(OperationView view) {
    Shape input = view.input();
    double length = input.fullyKnown() && input.rank() > 0 ? input.fromEnd(0) : Double.NaN;
    double bias = view.operand("bias").map(operand -> elements(view.shape(operand))).orElse(0.0);
    return 2 * elements(input) * length + bias;
  }

  private static double inputElements(OperationView view) {
    double sum = 0;
    for (Operand operand : view.operation().operands()) {
      if (INPUTS.contains(operand.parameter())) {
        sum += elements(view.shape(operand));
      }
    }
    return 2 * sum;
  }

  private static double roofline(OperationView view) {
    if (POOLS.contains(view.type())) {
      return elements(view.output()) * kernel(view);
    }
    if (!view.type().equals("matmul")) {
      return 0;
    }
    return Fact.INNER_LENGTH.of(view) instanceof FactValue.Size(double length)
        ? 2 * elements(view.output()) * length
        : Double.NaN;
  }

  private static double kernel(OperationView view) {
    return KernelFacts.kernel(view)
        .map(sizes -> (double) sizes.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b))
        .orElse(Double.NaN);
  }

  private static boolean biased(OperationView view) {
    return view.operand("bias").isPresent();
  }

  private static Shape weight(OperationView view) {
    return KernelFacts.weight(view).orElse(Shape.unknown());
  }

  private static double weight(OperationView view, int place) {
    Shape weight = weight(view);
    return weight.fullyKnown() && weight.rank() > place
        ? weight.dimensions().get(place)
        : Double.NaN;
  }

  private static double elements(Shape shape) {
    return shape.elementCount().isPresent() ? shape.elementCount().getAsLong() : Double.NaN;
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
