package dev.aneoracle.coreml;

import java.util.List;
import java.util.function.Function;

/** How a kind of layer makes its outputs' shapes from its inputs' (NeuralNetwork.proto). */
@FunctionalInterface
interface ShapeRule {

  /** Returns the outputs' shapes; those that are missing at the end are unknown. */
  List<Shape> infer(LayerCall call);

  /** Returns the rule of a layer with one output. */
  static ShapeRule one(Function<LayerCall, Shape> rule) {
    return call -> List.of(rule.apply(call));
  }
}
