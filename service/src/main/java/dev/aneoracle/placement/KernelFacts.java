package dev.aneoracle.placement;

import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Facts about kernels. A layer says its kernel's size; a MIL {@code conv} has it in the shape of
 * its weight ({@code [outputs, inputs per group, height, width]}, coremltools {@code
 * mil/ops/defs/iOS15/conv.py}), a MIL pooling in {@code kernel_sizes}.
 */
final class KernelFacts {

  private static final FactValue UNKNOWN = new FactValue.Unknown();
  private static final FactValue ONE = new FactValue.Size(1);

  private KernelFacts() {}

  static FactValue width(OperationView view) {
    return kernel(view).map(sizes -> fromEnd(sizes, 0)).orElse(UNKNOWN);
  }

  static FactValue height(OperationView view) {
    return kernel(view).map(sizes -> fromEnd(sizes, 1)).orElse(UNKNOWN);
  }

  static FactValue dilatedWidth(OperationView view) {
    return kernel(view).map(sizes -> dilated(view, sizes, 0)).orElse(UNKNOWN);
  }

  static FactValue dilatedHeight(OperationView view) {
    return kernel(view).map(sizes -> dilated(view, sizes, 1)).orElse(UNKNOWN);
  }

  static FactValue stride(OperationView view) {
    long greatest = 1;
    for (long stride : view.numbers("stride", "strides").orElse(List.of())) {
      greatest = Math.max(greatest, stride);
    }
    return new FactValue.Size(greatest);
  }

  static FactValue grouping(OperationView view) {
    long groups =
        view.numbers("nGroups", "groups").flatMap(values -> values.stream().findFirst()).orElse(1L);
    if (groups <= 1) {
      return new FactValue.Word("single");
    }
    Optional<Long> inputsPerGroup =
        view.numbers("kernelChannels")
            .flatMap(values -> values.stream().findFirst())
            .or(() ->
                weight(view).filter(shape -> shape.rank() > 2).map(s -> s.dimensions().get(1)));
    return inputsPerGroup
        .<FactValue>map(inputs -> new FactValue.Word(inputs == 1 ? "depthwise" : "grouped"))
        .orElse(UNKNOWN);
  }

  static FactValue deconvolution(OperationView view) {
    return FactValue.of(view.flag("isDeconvolution"));
  }

  static FactValue global(OperationView view) {
    if (view.flag("globalPooling")) {
      return FactValue.of(true);
    }
    Shape input = view.input();
    Optional<List<Long>> kernel = kernel(view);
    if (kernel.isEmpty() || !input.fullyKnown() || input.rank() < kernel.get().size()) {
      return UNKNOWN;
    }
    List<Long> plane = input.dimensions().subList(input.rank() - kernel.get().size(), input.rank());
    return FactValue.of(plane.equals(kernel.get()));
  }

  static FactValue blockwiseWeights(OperationView view) {
    return FactValue.of(
        view.operation().operands().stream()
            .filter(Reference.class::isInstance)
            .map(operand -> view.graph().producer(((Reference) operand).name()))
            .flatMap(Optional::stream)
            .anyMatch(KernelFacts::scalesPerBlock));
  }

  private static boolean scalesPerBlock(Operation producer) {
    return producer.type().equals("constexpr_blockwise_shift_scale")
        && producer.operands().stream()
            .filter(operand -> operand.parameter().equals("scale"))
            .anyMatch(operand ->
                operand instanceof Constant constant
                    && constant.shape().dimensions().stream().filter(d -> d > 1).count() > 1);
  }

  static Optional<List<Long>> kernel(OperationView view) {
    return view.numbers("kernelSize", "kernel_sizes")
        .filter(sizes -> !sizes.isEmpty())
        .or(() ->
            weight(view)
                .filter(shape -> shape.fullyKnown() && shape.rank() > 2)
                .map(shape -> shape.dimensions().subList(2, shape.rank())));
  }

  static Optional<Shape> weight(OperationView view) {
    return view.operand("weight").map(view::shape).filter(Shape::known);
  }

  private static FactValue fromEnd(List<Long> sizes, int place) {
    return place < sizes.size() ? new FactValue.Size(sizes.get(sizes.size() - 1 - place)) : ONE;
  }

  private static FactValue dilated(OperationView view, List<Long> sizes, int place) {
    if (place >= sizes.size()) {
      return ONE;
    }
    List<Long> dilations = view.numbers("dilationFactor", "dilations").orElse(List.of());
    long dilation = place < dilations.size() ? dilations.get(dilations.size() - 1 - place) : 1;
    long size = sizes.get(sizes.size() - 1 - place);
    return new FactValue.Size((size - 1) * dilation + 1);
  }
}
