package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.List;

/** Shapes of layers that take a part of a tensor, or pad one on any axis. */
final class SliceShapes {

  private SliceShapes() {}

  static Shape legacy(LayerCall call) {
    Shape input = call.input();
    Parameters parameters = call.parameters();
    long fromEnd =
        switch (parameters.text("axis")) {
          case "CHANNEL_AXIS" -> -3;
          case "HEIGHT_AXIS" -> -2;
          case "WIDTH_AXIS" -> -1;
          default -> throw new NotInferable();
        };
    int axis = Sizes.axis(fromEnd, input.rank());
    long stride = Windows.positive(parameters.number("stride"));
    long size =
        Sizes.map(
            input.dimensions().get(axis),
            known ->
                Windows.positive(
                    length(
                        fromStart(parameters.number("startIndex"), known),
                        fromStart(parameters.number("endIndex"), known),
                        stride)));
    return Sizes.with(input, axis, size);
  }

  static Shape fixed(LayerCall call) {
    Shape input = call.input();
    Parameters parameters = call.parameters();
    List<Long> begins = parameters.numbers("beginIds");
    List<Long> ends = parameters.numbers("endIds");
    List<Long> strides = parameters.numbers("strides");
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < input.rank(); i++) {
      if (!masked(parameters, "squeezeMasks", i)) {
        long begin = Sizes.at(begins, i);
        long end = Sizes.at(ends, i);
        long stride = Sizes.at(strides, i);
        boolean fromBegin = masked(parameters, "beginMasks", i);
        boolean toEnd = masked(parameters, "endMasks", i);
        sizes.add(
            Sizes.map(
                input.dimensions().get(i),
                size -> sliced(size, fromBegin, begin, toEnd, end, stride)));
      }
    }
    return Sizes.atLeastRankOne(sizes);
  }

  private static long sliced(
      long size, boolean fromBegin, long begin, boolean toEnd, long end, long stride) {
    if (stride > 0) {
      long first = fromBegin ? 0 : fromStart(begin, size);
      long last = toEnd ? size : fromStart(end, size);
      return length(first, last, stride);
    }
    long first = fromBegin ? size - 1 : Math.min(fromStart(begin, size), size - 1);
    long last = toEnd ? -1 : fromStart(end, size);
    return length(-first, -last, Windows.positive(-stride));
  }

  /** Begin, end and masks may all be inputs; only the rank is then known, and that not always. */
  static Shape dynamic(LayerCall call) {
    Shape input = call.input();
    if (call.inputs().size() > 6 || call.parameters().flags("squeezeMasks").contains(true)) {
      throw new NotInferable();
    }
    return Sizes.ofRank(input.rank());
  }

  static Shape bySize(LayerCall call) {
    Shape input = call.input();
    return Sizes.with(
        input, call.axis("axis", input.rank()), Windows.positive(call.parameters().number("size")));
  }

  static Shape slidingWindows(LayerCall call) {
    Shape input = call.input();
    Parameters parameters = call.parameters();
    int axis = call.axis("axis", input.rank());
    long window = Windows.positive(parameters.number("windowSize"));
    List<Long> sizes = new ArrayList<>(input.dimensions());
    sizes.set(
        axis, Windows.valid(input.dimensions().get(axis), 0, window, parameters.number("step")));
    sizes.add(axis + 1, window);
    return Sizes.shape(sizes);
  }

  static Shape constantPad(LayerCall call) {
    Shape input = call.input();
    if (call.inputs().size() > 1) {
      return Sizes.ofRank(input.rank());
    }
    List<Long> amounts = call.parameters().numbers("padAmounts");
    boolean toSize = call.parameters().flag("padToGivenOutputSizeMode");
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < input.rank(); i++) {
      long amount = Math.addExact(Sizes.at(amounts, 2 * i), Sizes.at(amounts, 2 * i + 1));
      long size = input.dimensions().get(i);
      sizes.add(
          toSize ? Sizes.map(size, known -> Math.max(known, amount)) : Sizes.plus(size, amount));
    }
    return Sizes.shape(sizes);
  }

  private static boolean masked(Parameters parameters, String mask, int axis) {
    List<Boolean> masks = parameters.flags(mask);
    return axis < masks.size() && masks.get(axis);
  }

  private static long fromStart(long index, long size) {
    return Math.clamp(index < 0 ? index + size : index, 0L, size);
  }

  private static long length(long first, long end, long stride) {
    return Math.max(0, Math.ceilDiv(end - first, stride));
  }
}
