package dev.aneoracle.coreml;

import java.util.List;

/** Shapes of layers that pad, crop or resize height and width. */
final class PlaneShapes {

  private PlaneShapes() {}

  static Shape padding(LayerCall call) {
    Shape input = call.inputOfRank(2);
    Parameters parameters = call.parameters();
    return Sizes.withLast(
        input,
        Sizes.plus(input.fromEnd(1), ConvolutionShapes.padding(parameters, 0)),
        Sizes.plus(input.fromEnd(0), ConvolutionShapes.padding(parameters, 1)));
  }

  static Shape crop(LayerCall call) {
    Shape input = call.inputOfRank(3);
    if (call.inputs().size() > 1) {
      Shape reference = call.input(1);
      if (reference.rank() != input.rank()) {
        throw new NotInferable();
      }
      return Sizes.withLast(input, reference.fromEnd(1), reference.fromEnd(0));
    }
    List<Long> amounts = call.parameters().numbers("cropAmounts");
    return Sizes.withLast(
        input,
        cropped(input.fromEnd(1), Sizes.at(amounts, 0), Sizes.at(amounts, 1)),
        cropped(input.fromEnd(0), Sizes.at(amounts, 2), Sizes.at(amounts, 3)));
  }

  private static long cropped(long size, long start, long end) {
    return Sizes.map(
        size,
        known -> {
          long left = Math.subtractExact(known, Math.addExact(start, end));
          return Windows.positive(left);
        });
  }

  static Shape upsample(LayerCall call) {
    Shape input = call.inputOfRank(3);
    return Sizes.withLast(
        input,
        upsampled(input.fromEnd(1), call.parameters(), 0),
        upsampled(input.fromEnd(0), call.parameters(), 1));
  }

  private static long upsampled(long size, Parameters parameters, int axis) {
    List<Double> factors = parameters.decimals("fractionalScalingFactor");
    if (factors.size() <= axis) {
      return Sizes.times(
          size, ConvolutionShapes.pairOr(parameters.numbers("scalingFactor"), axis, 1));
    }
    double scaled = size * factors.get(axis);
    // how a fraction of a pixel is rounded is not specified
    return Sizes.unknown(size) || scaled != Math.rint(scaled) || scaled <= 0 || scaled > 1e9
        ? Shape.UNKNOWN_DIMENSION
        : (long) scaled;
  }

  static Shape resize(LayerCall call) {
    List<Long> target = call.parameters().numbers("targetSize");
    return Sizes.withLast(
        call.inputOfRank(3),
        ConvolutionShapes.pairOr(target, 0, 1),
        ConvolutionShapes.pairOr(target, 1, 1));
  }

  static Shape cropResize(LayerCall call) {
    Shape input = call.inputOfRank(5);
    Shape boxes = call.input(1);
    if (input.rank() != 5 || boxes.rank() != 5) {
      throw new NotInferable();
    }
    long coordinates = boxes.fromEnd(2);
    if (coordinates != 4 && coordinates != 5) {
      throw new NotInferable();
    }
    List<Long> target = call.parameters().numbers("targetSize");
    return Sizes.shape(
        boxes.fromEnd(4),
        coordinates == 4 ? input.fromEnd(3) : 1,
        input.fromEnd(2),
        ConvolutionShapes.pairOr(target, 0, 1),
        ConvolutionShapes.pairOr(target, 1, 1));
  }

  static Shape reorganize(LayerCall call) {
    Shape input = call.inputOfRank(3);
    long block = Windows.positive(call.parameters().number("blockSize"));
    long area = Math.multiplyExact(block, block);
    long channels = input.fromEnd(2);
    long height = input.fromEnd(1);
    long width = input.fromEnd(0);
    return switch (call.parameters().text("mode")) {
      case "SPACE_TO_DEPTH" ->
          Sizes.withLast(
              input, Sizes.times(channels, area), divided(height, block), divided(width, block));
      case "DEPTH_TO_SPACE", "PIXEL_SHUFFLE" ->
          Sizes.withLast(
              input,
              divided(channels, area),
              Sizes.times(height, block),
              Sizes.times(width, block));
      default -> throw new NotInferable();
    };
  }

  private static long divided(long size, long divisor) {
    return Sizes.map(
        size,
        known -> {
          if (known % divisor != 0) {
            throw new NotInferable();
          }
          return known / divisor;
        });
  }
}
