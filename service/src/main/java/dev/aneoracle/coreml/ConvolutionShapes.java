package dev.aneoracle.coreml;

import java.util.List;

/** Shapes of convolutions, in two and three dimensions, and of their transposed forms. */
final class ConvolutionShapes {

  private ConvolutionShapes() {}

  static Shape planar(LayerCall call) {
    Shape input = call.inputOfRank(4);
    long channels = Windows.positive(call.parameters().number("outputChannels"));
    return Sizes.withLast(
        input, channels, planar(call, 0, input.fromEnd(1)), planar(call, 1, input.fromEnd(0)));
  }

  private static long planar(LayerCall call, int axis, long size) {
    Parameters parameters = call.parameters();
    long kernel = pairOr(parameters.numbers("kernelSize"), axis, 3);
    long stride = pairOr(parameters.numbers("stride"), axis, 1);
    String padding = parameters.text("paddingType");
    if (parameters.flag("isDeconvolution")) {
      List<Long> given = parameters.numbers("outputShape");
      if (!given.isEmpty()) {
        return Windows.positive(Sizes.at(given, axis));
      }
      return switch (padding) {
        case "valid" -> Windows.deconvolved(size, padding(parameters, axis), kernel, stride);
        case "same" -> Sizes.times(size, Windows.positive(stride));
        default -> Shape.UNKNOWN_DIMENSION;
      };
    }
    long dilated = Windows.dilated(kernel, pairOr(parameters.numbers("dilationFactor"), axis, 1));
    return switch (padding) {
      case "valid" -> Windows.valid(size, padding(parameters, axis), dilated, stride);
      case "same" -> Windows.same(size, stride);
      default -> Shape.UNKNOWN_DIMENSION;
    };
  }

  static Shape spatial(LayerCall call) {
    Shape input = call.inputOfRank(5);
    long channels = Windows.positive(call.parameters().number("outputChannels"));
    return Sizes.withLast(
        input,
        channels,
        spatial(call, "Depth", 0, input.fromEnd(2)),
        spatial(call, "Height", 1, input.fromEnd(1)),
        spatial(call, "Width", 2, input.fromEnd(0)));
  }

  private static long spatial(LayerCall call, String axis, int place, long size) {
    Parameters parameters = call.parameters();
    long kernel = parameters.number("kernel" + axis);
    long stride = parameters.number("stride" + axis);
    String paddingType = parameters.text("paddingType");
    long padding = paddingType.equals("CUSTOM") ? customPadding(parameters, place) : 0;
    if (parameters.flag("isDeconvolution")) {
      List<Long> given = parameters.numbers("outputShape");
      if (!given.isEmpty()) {
        return Windows.positive(Sizes.at(given, place));
      }
      return paddingType.equals("SAME")
          ? Shape.UNKNOWN_DIMENSION
          : Windows.deconvolved(size, padding, kernel, stride);
    }
    return paddingType.equals("SAME")
        ? Windows.same(size, stride)
        : Windows.valid(
            size, padding, Windows.dilated(kernel, parameters.number("dilation" + axis)), stride);
  }

  /** Returns what a three-dimensional layer pads at both ends of an axis. */
  static long customPadding(Parameters parameters, int place) {
    return switch (place) {
      case 0 -> parameters.number("customPaddingFront") + parameters.number("customPaddingBack");
      case 1 -> parameters.number("customPaddingTop") + parameters.number("customPaddingBottom");
      default -> parameters.number("customPaddingLeft") + parameters.number("customPaddingRight");
    };
  }

  /** Returns what is padded at both ends of height (0) or width (1). */
  static long padding(Parameters parameters, int axis) {
    List<Long> amounts = parameters.numbers("paddingAmounts");
    return Math.addExact(pairOr(amounts, 2 * axis, 0), pairOr(amounts, 2 * axis + 1, 0));
  }

  static long pairOr(List<Long> pair, int place, long otherwise) {
    return pair.isEmpty() ? otherwise : Sizes.at(pair, place);
  }
}
