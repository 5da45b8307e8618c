package dev.aneoracle.coreml;

import java.util.List;

/**
 * One layer as shape inference sees it.
 *
 * @param outputs how many outputs the layer names
 */
record LayerCall(List<Shape> inputs, Parameters parameters, int outputs) {

  /** Returns the shape of an input of known rank. */
  Shape input(int index) {
    if (index >= inputs.size() || !inputs.get(index).known()) {
      throw new NotInferable();
    }
    return inputs.get(index);
  }

  /** Returns the first input's shape. */
  Shape input() {
    return input(0);
  }

  /** Returns the first input's shape, which must have at least the given rank. */
  Shape inputOfRank(int atLeast) {
    Shape shape = input();
    if (shape.rank() < atLeast) {
      throw new NotInferable();
    }
    return shape;
  }

  /** Returns the place of an axis that may be counted from the end. */
  int axis(String parameter, int rank) {
    return Sizes.axis(parameters.number(parameter), rank);
  }
}
