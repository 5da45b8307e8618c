package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.List;

/** Shapes of recurrent layers: the output, then the states, all of rank 5. */
final class RecurrentShapes {

  private RecurrentShapes() {}

  static List<Shape> oneDirection(LayerCall call) {
    return shapes(call, 1);
  }

  static List<Shape> bothDirections(LayerCall call) {
    return shapes(call, 2);
  }

  private static List<Shape> shapes(LayerCall call, long directions) {
    Shape input = call.inputOfRank(5);
    if (input.rank() != 5) {
      throw new NotInferable();
    }
    long size = Windows.positive(call.parameters().number("outputVectorSize"));
    long steps = call.parameters().flag("sequenceOutput") ? input.fromEnd(4) : 1;
    long batch = input.fromEnd(3);
    List<Shape> shapes = new ArrayList<>();
    shapes.add(Sizes.shape(steps, batch, Sizes.times(size, directions), 1, 1));
    for (int state = 1; state < call.outputs(); state++) {
      shapes.add(Sizes.shape(1, batch, size, 1, 1));
    }
    return shapes;
  }
}
