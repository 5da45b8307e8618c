package dev.aneoracle.placement;

import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.SegmentKey.Extent;
import java.util.List;

/**
 * Reads the dimensions of a tensor as the ANE does: width, height, depth, channels, batch.
 *
 * <p>The order is read off the published keys (MNIST {@code [28,28,1,1,1]}, YOLOv3 {@code
 * [1,80,1,10647,1]}, BiSeNetV2 {@code [1024,512,1,3,1]}, a rank-3 head {@code [13,1200,1,1,1]}).
 * Dimensions are read by position, so a tensor of channels-last code is no exception (the
 * supersampling network's {@code [1,720,1280,12]} is {@code [12,1280,1,720,1]}). Rank 5 outside the
 * rank-5 mapping is inferred.
 */
final class Extents {

  private Extents() {}

  /** Returns the extent, empty where the shape is not fully known or its rank has no reading. */
  static Extent of(Graph.Layout layout, Shape shape) {
    if (!shape.fullyKnown()) {
      return new Extent(List.of());
    }
    return new Extent(
        switch (layout) {
          case SBCHW -> mapped(shape);
          case EXACT -> exact(shape);
        });
  }

  private static List<Long> mapped(Shape shape) {
    return shape.rank() == 5
        ? List.of(shape.fromEnd(0), shape.fromEnd(1), 1L, shape.fromEnd(2), shape.fromEnd(3))
        : exact(shape);
  }

  private static List<Long> exact(Shape shape) {
    return switch (shape.rank()) {
      case 0 -> List.of(1L, 1L, 1L, 1L, 1L);
      case 1 -> List.of(shape.fromEnd(0), 1L, 1L, 1L, 1L);
      case 2 -> List.of(shape.fromEnd(0), shape.fromEnd(1), 1L, 1L, 1L);
      case 3 -> List.of(shape.fromEnd(0), shape.fromEnd(1), 1L, shape.fromEnd(2), 1L);
      case 4 -> List.of(shape.fromEnd(0), shape.fromEnd(1), 1L, shape.fromEnd(2), shape.fromEnd(3));
      case 5 ->
          List.of(
              shape.fromEnd(0),
              shape.fromEnd(1),
              shape.fromEnd(2),
              shape.fromEnd(3),
              shape.fromEnd(4));
      default -> List.of();
    };
  }
}
