package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.List;

/** Shapes of layers that pick elements by index, and of those that find indices. */
final class GatherShapes {

  private GatherShapes() {}

  static Shape gather(LayerCall call) {
    Shape data = call.inputOfRank(1);
    int axis = call.axis("axis", data.rank());
    List<Long> sizes = new ArrayList<>(data.dimensions().subList(0, axis));
    sizes.addAll(call.input(1).dimensions());
    sizes.addAll(data.dimensions().subList(axis + 1, data.rank()));
    return Sizes.atLeastRankOne(sizes);
  }

  static Shape gatherNd(LayerCall call) {
    Shape data = call.input();
    Shape indices = call.input(1);
    if (indices.rank() == 0) {
      throw new NotInferable();
    }
    long picked = indices.fromEnd(0);
    if (picked < 0 || picked > data.rank()) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>(indices.dimensions().subList(0, indices.rank() - 1));
    sizes.addAll(data.dimensions().subList((int) picked, data.rank()));
    return Sizes.atLeastRankOne(sizes);
  }

  static Shape oneHot(LayerCall call) {
    Shape input = call.input();
    int axis = call.axis("axis", input.rank() + 1);
    long size =
        call.inputs().size() > 1
            ? Shape.UNKNOWN_DIMENSION
            : call.parameters().number("oneHotVectorSize");
    List<Long> sizes = new ArrayList<>(input.dimensions());
    sizes.add(axis, size);
    return Sizes.shape(sizes);
  }

  static Shape whereNonZero(LayerCall call) {
    return Sizes.shape(Shape.UNKNOWN_DIMENSION, call.input().rank());
  }

  static List<Shape> suppress(LayerCall call) {
    Shape boxes = call.input();
    Shape scores = call.input(1);
    if (boxes.rank() != 3 || scores.rank() != 3) {
      throw new NotInferable();
    }
    long batch = boxes.fromEnd(2);
    long most =
        call.inputs().size() > 4 ? Shape.UNKNOWN_DIMENSION : call.parameters().number("maxBoxes");
    return List.of(
        Sizes.shape(batch, most, 4),
        Sizes.shape(batch, most, scores.fromEnd(0)),
        Sizes.shape(batch, most),
        Sizes.shape(batch));
  }
}
