package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shapes of layers that join tensors, take them apart or repeat them. */
final class JoinShapes {

  private static final int CHANNEL = -3;
  private static final int SEQUENCE = -5;

  private JoinShapes() {}

  static Shape concat(LayerCall call) {
    boolean sequence = call.parameters().flag("sequenceConcat");
    return concat(call, Sizes.axis(sequence ? SEQUENCE : CHANNEL, call.input().rank()));
  }

  static Shape concatNd(LayerCall call) {
    return concat(call, call.axis("axis", call.input().rank()));
  }

  private static Shape concat(LayerCall call, int axis) {
    Shape first = call.input();
    List<Long> sizes = new ArrayList<>(first.dimensions());
    for (int i = 1; i < call.inputs().size(); i++) {
      Shape next = call.input(i);
      if (next.rank() != first.rank()) {
        throw new NotInferable();
      }
      for (int place = 0; place < first.rank(); place++) {
        long size = next.dimensions().get(place);
        sizes.set(
            place,
            place == axis ? Sizes.plus(sizes.get(place), size) : equal(sizes.get(place), size));
      }
    }
    return Sizes.shape(sizes);
  }

  static Shape stack(LayerCall call) {
    Shape first = call.input();
    int axis = call.axis("axis", first.rank() + 1);
    List<Long> sizes = new ArrayList<>(first.dimensions());
    for (int i = 1; i < call.inputs().size(); i++) {
      Shape next = call.input(i);
      if (next.rank() != first.rank()) {
        throw new NotInferable();
      }
      for (int place = 0; place < first.rank(); place++) {
        sizes.set(place, equal(sizes.get(place), next.dimensions().get(place)));
      }
    }
    sizes.add(axis, (long) call.inputs().size());
    return Sizes.shape(sizes);
  }

  private static long equal(long a, long b) {
    if (a == b || Sizes.unknown(b)) {
      return a;
    }
    if (Sizes.unknown(a)) {
      return b;
    }
    throw new NotInferable();
  }

  static List<Shape> split(LayerCall call) {
    Shape input = call.inputOfRank(3);
    return evenly(
        input, Sizes.axis(CHANNEL, input.rank()), call.parameters().number("nOutputs"), call);
  }

  static List<Shape> splitNd(LayerCall call) {
    Shape input = call.inputOfRank(1);
    int axis = call.axis("axis", input.rank());
    List<Long> sizes = call.parameters().numbers("splitSizes");
    return sizes.isEmpty()
        ? evenly(input, axis, call.parameters().number("numSplits"), call)
        : sizes.stream().map(size -> Sizes.with(input, axis, size)).toList();
  }

  private static List<Shape> evenly(Shape input, int axis, long parts, LayerCall call) {
    if (parts != call.outputs()) {
      throw new NotInferable();
    }
    long part =
        Sizes.map(
            input.dimensions().get(axis),
            size -> {
              if (size % parts != 0) {
                throw new NotInferable();
              }
              return size / parts;
            });
    return Collections.nCopies(call.outputs(), Sizes.with(input, axis, part));
  }

  static Shape sequenceRepeat(LayerCall call) {
    Shape input = call.inputOfRank(5);
    int axis = Sizes.axis(SEQUENCE, input.rank());
    long times = Math.max(1, call.parameters().number("nRepetitions"));
    return Sizes.with(input, axis, Sizes.times(input.dimensions().get(axis), times));
  }

  static Shape tile(LayerCall call) {
    Shape input = call.input();
    List<Long> times = call.parameters().numbers("reps");
    if (call.inputs().size() > 1) {
      return Sizes.ofRank(input.rank());
    }
    if (times.isEmpty() || times.size() > input.rank()) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>(input.dimensions());
    int first = input.rank() - times.size();
    for (int i = 0; i < times.size(); i++) {
      sizes.set(first + i, Sizes.times(sizes.get(first + i), times.get(i)));
    }
    return Sizes.shape(sizes);
  }
}
