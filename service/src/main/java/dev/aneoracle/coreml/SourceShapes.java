package dev.aneoracle.coreml;

import java.util.List;

/** Shapes of layers that make a tensor from a parameter or from another's shape. */
final class SourceShapes {

  private SourceShapes() {}

  static Shape loadConstant(LayerCall call) {
    List<Long> shape = call.parameters().numbers("shape");
    if (shape.size() != 3) {
      throw new NotInferable();
    }
    return Sizes.shape(1, 1, shape.get(0), shape.get(1), shape.get(2));
  }

  /** Returns the rule of a layer whose output's shape is a parameter. */
  static ShapeRule given(String parameter) {
    return ShapeRule.one(call -> {
      List<Long> shape = call.parameters().numbers(parameter);
      if (shape.isEmpty() || shape.contains(Shape.UNKNOWN_DIMENSION)) {
        throw new NotInferable();
      }
      return Sizes.shape(shape);
    });
  }

  /** Returns the rule of a layer whose output is shaped like one of its inputs. */
  static ShapeRule like(int input) {
    return ShapeRule.one(call -> call.input(input));
  }

  /** Returns the rule of a layer that one of its inputs gives the output's sizes, so the rank. */
  static ShapeRule sizedBy(int input) {
    return ShapeRule.one(call -> {
      Shape sizes = call.input(input);
      if (sizes.rank() != 1) {
        throw new NotInferable();
      }
      return Sizes.ofRank(sizes.fromEnd(0));
    });
  }

  static Shape shapeOf(LayerCall call) {
    return Shape.of(call.input().rank());
  }

  static Shape range(LayerCall call) {
    Parameters parameters = call.parameters();
    double steps =
        (parameters.decimal("endValue") - parameters.decimal("startValue"))
            / parameters.decimal("stepSizeValue");
    double whole = Math.rint(steps);
    // near a whole number the count depends on how the runtime rounds
    boolean doubtful = steps != whole && Math.abs(steps - whole) < 1e-4 * Math.max(1, whole);
    return doubtful || !(steps > 0 && steps < 1e9)
        ? Shape.of(Shape.UNKNOWN_DIMENSION)
        : Shape.of((long) Math.ceil(steps));
  }

  static Shape rangeOfUnknownLength(LayerCall call) {
    return Shape.of(Shape.UNKNOWN_DIMENSION);
  }

  static Shape samples(LayerCall call) {
    return Sizes.withLast(call.inputOfRank(1), call.parameters().number("numSamples"));
  }
}
