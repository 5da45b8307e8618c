package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shapes of layers that keep the elements and change how they are arranged. */
final class ReshapeShapes {

  /** A permute layer moves sequence, channel, height and width; the batch stays. */
  private static final int[] PERMUTED = {0, 2, 3, 4};

  private ReshapeShapes() {}

  static Shape flatten(LayerCall call) {
    Shape input = call.inputOfRank(3);
    List<Long> last = input.dimensions().subList(input.rank() - 3, input.rank());
    return Sizes.withLast(input, Sizes.product(last), 1, 1);
  }

  static Shape flattenTo2D(LayerCall call) {
    List<Long> sizes = call.input().dimensions();
    // an axis equal to the rank is allowed and leaves a second size of 1
    int axis = Sizes.axis(axisOf(call), sizes.size() + 1);
    return Sizes.shape(
        Sizes.product(sizes.subList(0, axis)), Sizes.product(sizes.subList(axis, sizes.size())));
  }

  private static long axisOf(LayerCall call) {
    long axis = call.parameters().number("axis");
    return axis < 0 ? axis + call.input().rank() : axis;
  }

  static Shape permute(LayerCall call) {
    Shape input = call.inputOfRank(5);
    List<Long> axes = call.parameters().numbers("axis");
    if (axes.isEmpty()) {
      return input;
    }
    if (input.rank() != 5 || axes.size() != PERMUTED.length || !isPermutation(axes)) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>(input.dimensions());
    for (int i = 0; i < PERMUTED.length; i++) {
      sizes.set(PERMUTED[i], input.dimensions().get(PERMUTED[axes.get(i).intValue()]));
    }
    return Sizes.shape(sizes);
  }

  static Shape transpose(LayerCall call) {
    Shape input = call.input();
    List<Long> axes = call.parameters().numbers("axes");
    if (axes.size() != input.rank() || !isPermutation(axes)) {
      throw new NotInferable();
    }
    return Sizes.shape(axes.stream().map(axis -> input.dimensions().get(axis.intValue())).toList());
  }

  private static boolean isPermutation(List<Long> axes) {
    return new HashSet<>(axes).size() == axes.size()
        && axes.stream().allMatch(axis -> axis >= 0 && axis < axes.size());
  }

  static Shape legacyReshape(LayerCall call) {
    Shape input = call.inputOfRank(5);
    List<Long> target = call.parameters().numbers("targetShape");
    if (input.rank() != 5
        || (target.size() != 3 && target.size() != 4)
        || target.stream().anyMatch(size -> size <= 0)) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>();
    sizes.add(target.size() == 4 ? target.getFirst() : input.fromEnd(4));
    sizes.add(input.fromEnd(3));
    sizes.addAll(target.subList(target.size() - 3, target.size()));
    return sameCount(input, Sizes.shape(sizes));
  }

  static Shape reshapeStatic(LayerCall call) {
    return resolved(call.input(), call.parameters().numbers("targetShape"));
  }

  static Shape rankPreserving(LayerCall call) {
    Shape input = call.input();
    List<Long> target = call.parameters().numbers("targetShape");
    if (target.size() != input.rank()) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < target.size(); i++) {
      sizes.add(target.get(i) == 0 ? input.dimensions().get(i) : target.get(i));
    }
    return resolved(input, sizes);
  }

  /** Works out the one size that is given as -1. */
  private static Shape resolved(Shape input, List<Long> target) {
    int open = target.indexOf(-1L);
    if (target.isEmpty() || target.lastIndexOf(-1L) != open || target.contains(0L)) {
      throw new NotInferable();
    }
    if (open < 0 || !input.fullyKnown()) {
      return sameCount(input, Sizes.shape(target));
    }
    List<Long> sizes = new ArrayList<>(target);
    sizes.set(open, 1L);
    long rest = Windows.positive(Sizes.product(sizes));
    sizes.set(open, Sizes.product(input.dimensions()) / rest);
    return sameCount(input, Sizes.shape(sizes));
  }

  private static Shape sameCount(Shape input, Shape output) {
    if (input.fullyKnown()
        && output.fullyKnown()
        && Sizes.product(input.dimensions()) != Sizes.product(output.dimensions())) {
      throw new NotInferable();
    }
    return output;
  }

  static Shape expandDims(LayerCall call) {
    Shape input = call.input();
    List<Long> axes = call.parameters().numbers("axes");
    int rank = input.rank() + axes.size();
    Set<Integer> added = new HashSet<>();
    for (long axis : axes) {
      added.add(Sizes.axis(axis, rank));
    }
    if (added.size() != axes.size()) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < rank; i++) {
      sizes.add(added.contains(i) ? 1L : input.dimensions().get(next++));
    }
    return Sizes.shape(sizes);
  }

  static Shape squeeze(LayerCall call) {
    Shape input = call.input();
    boolean all = call.parameters().flag("squeezeAll");
    if (all && input.dimensions().contains(Shape.UNKNOWN_DIMENSION)) {
      throw new NotInferable();
    }
    Set<Integer> axes = new HashSet<>();
    for (long axis : call.parameters().numbers("axes")) {
      axes.add(Sizes.axis(axis, input.rank()));
    }
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < input.rank(); i++) {
      long size = input.dimensions().get(i);
      boolean removed = all ? size == 1 : axes.contains(i);
      if (removed && size > 1) {
        throw new NotInferable();
      }
      if (!removed) {
        sizes.add(size);
      }
    }
    return Sizes.atLeastRankOne(sizes);
  }
}
