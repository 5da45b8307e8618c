package dev.aneoracle.coreml;

/** Sizes along one axis that a kernel is moved over (NeuralNetwork.proto, ValidPadding et al.). */
final class Windows {

  private Windows() {}

  static long valid(long size, long padding, long kernel, long stride) {
    return Sizes.map(
        size,
        known -> {
          long room = known + padding - kernel;
          return Math.floorDiv(notNegative(room), positive(stride)) + 1;
        });
  }

  static long same(long size, long stride) {
    return Sizes.map(size, known -> Math.ceilDiv(known, positive(stride)));
  }

  /** The kernel's last place includes the last pixel; of use to Caffe's pooling. */
  static long includeLastPixel(long size, long padding, long kernel, long stride, boolean padded) {
    return Sizes.map(
        size,
        known -> {
          long room = notNegative(known + 2 * padding - kernel);
          long count = Math.ceilDiv(room, positive(stride)) + 1;
          return padded && (count - 1) * stride >= known + padding ? count - 1 : count;
        });
  }

  static long deconvolved(long size, long padding, long kernel, long stride) {
    return Sizes.map(
        size, known -> Math.multiplyExact(known - 1, positive(stride)) + kernel - padding);
  }

  /** The size of a kernel whose elements lie apart. */
  static long dilated(long kernel, long dilation) {
    return Math.multiplyExact(positive(kernel) - 1, positive(dilation)) + 1;
  }

  static long positive(long number) {
    if (number <= 0) {
      throw new NotInferable();
    }
    return number;
  }

  private static long notNegative(long number) {
    if (number < 0) {
      throw new NotInferable();
    }
    return number;
  }
}
