package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shapes of layers that reduce, search or sort along axes. */
final class ReductionShapes {

  private ReductionShapes() {}

  static Shape legacy(LayerCall call) {
    Shape input = call.input();
    return switch (call.parameters().text("axis")) {
      case "CHW" -> Sizes.withLast(input, 1, 1, 1);
      case "HW" -> Sizes.withLast(input, 1, 1);
      case "C" -> Sizes.with(input, Sizes.axis(-3, input.rank()), 1);
      case "H" -> Sizes.with(input, Sizes.axis(-2, input.rank()), 1);
      case "W" -> Sizes.with(input, Sizes.axis(-1, input.rank()), 1);
      default -> throw new NotInferable();
    };
  }

  static Shape alongAxes(LayerCall call) {
    Shape input = call.input();
    Parameters parameters = call.parameters();
    Set<Integer> axes = new HashSet<>();
    for (long axis : parameters.numbers("axes")) {
      axes.add(Sizes.axis(axis, input.rank()));
    }
    boolean all = parameters.flag("reduceAll");
    if (axes.isEmpty() && !all) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < input.rank(); i++) {
      if (!all && !axes.contains(i)) {
        sizes.add(input.dimensions().get(i));
      } else if (parameters.flag("keepDims")) {
        sizes.add(1L);
      }
    }
    return Sizes.atLeastRankOne(sizes);
  }

  static Shape argument(LayerCall call) {
    Shape input = call.inputOfRank(1);
    int axis = call.axis("axis", input.rank());
    if (!call.parameters().flag("removeDim") || input.rank() == 1) {
      return Sizes.with(input, axis, 1);
    }
    List<Long> sizes = new ArrayList<>(input.dimensions());
    sizes.remove(axis);
    return Sizes.shape(sizes);
  }

  static List<Shape> topK(LayerCall call) {
    Shape input = call.inputOfRank(1);
    long count = call.inputs().size() > 1 ? Shape.UNKNOWN_DIMENSION : call.parameters().number("K");
    Shape found = Sizes.with(input, call.axis("axis", input.rank()), count);
    return List.of(found, found);
  }
}
