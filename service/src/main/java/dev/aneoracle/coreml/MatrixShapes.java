package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.List;

/** Shapes of matrix products and look-ups. */
final class MatrixShapes {

  private MatrixShapes() {}

  static Shape innerProduct(LayerCall call) {
    Shape input = call.inputOfRank(1);
    long channels = Windows.positive(call.parameters().number("outputChannels"));
    return switch (input.rank()) {
      case 1, 2, 3 -> Sizes.withLast(input, channels);
      case 4, 5 -> Sizes.withLast(input, channels, 1, 1);
      default -> throw new NotInferable();
    };
  }

  static Shape embedding(LayerCall call) {
    Shape input = call.inputOfRank(4);
    return Sizes.withLast(input, call.parameters().number("outputChannels"), 1, 1);
  }

  static Shape embeddingNd(LayerCall call) {
    return Sizes.withLast(call.inputOfRank(2), call.parameters().number("embeddingSize"));
  }

  static Shape batchedMatMul(LayerCall call) {
    Parameters parameters = call.parameters();
    if (call.inputs().size() == 1) {
      return Sizes.withLast(call.inputOfRank(1), parameters.number("weightMatrixSecondDimension"));
    }
    Shape a = call.inputOfRank(1);
    Shape b = call.input(1);
    if (a.rank() == 1) {
      a = Shape.of(1, a.fromEnd(0));
    }
    if (b.rank() == 1) {
      b = Shape.of(b.fromEnd(0), 1);
    }
    long rows = a.fromEnd(parameters.flag("transposeA") ? 0 : 1);
    long columns = b.fromEnd(parameters.flag("transposeB") ? 1 : 0);
    Shape batch = BroadcastShapes.broadcast(batch(a), batch(b));
    List<Long> sizes = new ArrayList<>(batch.dimensions());
    sizes.add(rows);
    sizes.add(columns);
    return Sizes.shape(sizes);
  }

  private static Shape batch(Shape shape) {
    return Shape.of(shape.dimensions().subList(0, shape.rank() - 2));
  }
}
