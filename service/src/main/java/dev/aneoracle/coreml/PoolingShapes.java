package dev.aneoracle.coreml;

import java.util.List;

/** Shapes of pooling layers. */
final class PoolingShapes {

  private PoolingShapes() {}

  static Shape planar(LayerCall call) {
    Shape input = call.inputOfRank(4);
    if (call.parameters().flag("globalPooling")) {
      return Sizes.withLast(input, 1, 1);
    }
    return Sizes.withLast(
        input,
        pooled(call.parameters(), 0, input.fromEnd(1)),
        pooled(call.parameters(), 1, input.fromEnd(0)));
  }

  private static long pooled(Parameters parameters, int axis, long size) {
    long kernel = ConvolutionShapes.pairOr(parameters.numbers("kernelSize"), axis, 3);
    long stride = ConvolutionShapes.pairOr(parameters.numbers("stride"), axis, 1);
    return switch (parameters.text("paddingType")) {
      case "valid" ->
          Windows.valid(size, ConvolutionShapes.padding(parameters, axis), kernel, stride);
      case "same" -> Windows.same(size, stride);
      case "includeLastPixel" -> {
        List<Long> amounts = parameters.numbers("paddingAmounts");
        long padding = ConvolutionShapes.pairOr(amounts, axis, 0);
        boolean padded = amounts.stream().anyMatch(amount -> amount > 0);
        yield Windows.includeLastPixel(size, padding, kernel, stride, padded);
      }
      default -> Shape.UNKNOWN_DIMENSION;
    };
  }

  static Shape spatial(LayerCall call) {
    Shape input = call.inputOfRank(5);
    return Sizes.withLast(
        input,
        pooled(call.parameters(), "Depth", 0, input.fromEnd(2)),
        pooled(call.parameters(), "Height", 1, input.fromEnd(1)),
        pooled(call.parameters(), "Width", 2, input.fromEnd(0)));
  }

  private static long pooled(Parameters parameters, String axis, int place, long size) {
    long kernel = parameters.number("kernel" + axis);
    long stride = parameters.number("stride" + axis);
    return switch (parameters.text("paddingType")) {
      case "VALID" -> Windows.valid(size, 0, kernel, stride);
      case "CUSTOM" ->
          Windows.valid(size, ConvolutionShapes.customPadding(parameters, place), kernel, stride);
      // the specification promises the input's own size, which only a stride of one gives
      case "SAME" -> stride == 1 ? size : Shape.UNKNOWN_DIMENSION;
      default -> Shape.UNKNOWN_DIMENSION;
    };
  }

  static Shape global(LayerCall call) {
    return Sizes.withLast(call.inputOfRank(5), 1, 1, 1);
  }
}
