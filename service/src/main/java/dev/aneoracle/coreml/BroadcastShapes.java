package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.List;

/** Shapes of layers that work element by element on several inputs. */
final class BroadcastShapes {

  private BroadcastShapes() {}

  /** NumPy's broadcasting, as the Broadcastable layers, comparisons and logic have it. */
  static Shape broadcast(LayerCall call) {
    Shape result = call.input();
    for (int i = 1; i < call.inputs().size(); i++) {
      result = broadcast(result, call.input(i));
    }
    return result;
  }

  /** The limited broadcasting of the first layers: sizes of one are stretched, ranks are equal. */
  static Shape sameRank(LayerCall call) {
    Shape result = call.input();
    for (int i = 1; i < call.inputs().size(); i++) {
      if (call.input(i).rank() != result.rank()) {
        throw new NotInferable();
      }
      result = broadcast(result, call.input(i));
    }
    return result;
  }

  static Shape dot(LayerCall call) {
    return Sizes.withLast(sameRank(call), 1, 1, 1);
  }

  static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Long> sizes = new ArrayList<>(rank);
    for (int fromEnd = rank - 1; fromEnd >= 0; fromEnd--) {
      sizes.add(stretch(size(a, fromEnd), size(b, fromEnd)));
    }
    return Sizes.shape(sizes);
  }

  private static long size(Shape shape, int fromEnd) {
    return fromEnd < shape.rank() ? shape.fromEnd(fromEnd) : 1;
  }

  private static long stretch(long a, long b) {
    if (a == b || b == 1) {
      return a;
    }
    if (a == 1 || Sizes.unknown(a)) {
      return b;
    }
    if (Sizes.unknown(b)) {
      return a;
    }
    throw new NotInferable();
  }
}
