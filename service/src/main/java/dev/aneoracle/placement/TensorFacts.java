package dev.aneoracle.placement;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.coreml.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Facts about the tensors that an operation reads and makes. */
final class TensorFacts {

  private static final FactValue UNKNOWN = new FactValue.Unknown();
  private static final Set<ElementType> FLOATS = Set.of(ElementType.FLOAT16, ElementType.FLOAT32);

  private TensorFacts() {}

  static FactValue rank(OperationView view) {
    long rank = 0;
    for (Tensor tensor : view.edges()) {
      if (!tensor.shape().known()) {
        return UNKNOWN;
      }
      rank = Math.max(rank, tensor.shape().rank());
    }
    return new FactValue.Size(rank);
  }

  static FactValue spatialSize(OperationView view) {
    return greatest(view, 0, 2);
  }

  static FactValue batchOrChannels(OperationView view) {
    return greatest(view, 3, 4);
  }

  private static FactValue greatest(OperationView view, int first, int last) {
    long greatest = 0;
    for (Tensor tensor : view.edges()) {
      List<Long> extent = Extents.of(view.graph().layout(), tensor.shape()).shape();
      if (extent.isEmpty()) {
        return UNKNOWN;
      }
      for (int place = first; place <= last; place++) {
        greatest = Math.max(greatest, extent.get(place));
      }
    }
    return new FactValue.Size(greatest);
  }

  static FactValue touchesInt32(OperationView view) {
    return FactValue.of(touches(view, ElementType.INT32));
  }

  static FactValue touchesFloat32(OperationView view) {
    return FactValue.of(touches(view, ElementType.FLOAT32));
  }

  private static boolean touches(OperationView view, ElementType element) {
    for (Tensor tensor : view.edges()) {
      if (tensor.element() == element) {
        return true;
      }
    }
    return false;
  }

  static FactValue castPair(OperationView view) {
    if (!view.type().equals("cast")) {
      return new FactValue.Word("none");
    }
    List<Tensor> inputs = view.runtimeInputs();
    List<Tensor> outputs = view.operation().outputs();
    return inputs.size() == 1 && outputs.size() == 1
        ? new FactValue.Word(
            inputs.getFirst().element().name() + ">" + outputs.getFirst().element().name())
        : UNKNOWN;
  }

  static FactValue edgeCast(OperationView view) {
    List<Tensor> inputs = view.runtimeInputs();
    List<Tensor> outputs = view.operation().outputs();
    if (inputs.size() != 1 || outputs.size() != 1) {
      return FactValue.of(false);
    }
    Tensor input = inputs.getFirst();
    Tensor output = outputs.getFirst();
    boolean betweenFloats = FLOATS.contains(input.element()) && FLOATS.contains(output.element());
    boolean atEdge = view.graph().isInput(input.name()) || view.graph().isOutput(output.name());
    return FactValue.of(betweenFloats && atEdge);
  }

  static FactValue runtimeInputs(OperationView view) {
    return new FactValue.Size(view.runtimeInputs().size());
  }

  static FactValue broadcasts(OperationView view) {
    List<Shape> shapes = new ArrayList<>();
    view.operation().operands().forEach(operand -> shapes.add(view.shape(operand)));
    shapes.add(view.output());
    return shapes.stream().allMatch(Shape::fullyKnown)
        ? FactValue.of(shapes.stream().distinct().count() > 1)
        : UNKNOWN;
  }

  static FactValue broadcastsComputed(OperationView view) {
    List<Shape> shapes = new ArrayList<>(view.runtimeInputs().stream().map(Tensor::shape).toList());
    shapes.add(view.output());
    return shapes.stream().allMatch(Shape::fullyKnown)
        ? FactValue.of(shapes.stream().distinct().count() > 1)
        : UNKNOWN;
  }

  static FactValue sameSize(OperationView view) {
    Shape input = view.input();
    Shape output = view.output();
    return input.fullyKnown() && output.fullyKnown() ? FactValue.of(input.equals(output)) : UNKNOWN;
  }

  static FactValue indices(OperationView view) {
    return origin(view, "indices");
  }

  static FactValue indexType(OperationView view) {
    return view.operand("indices")
        .map(operand ->
            switch (operand) {
              case Constant(String ignored, ElementType element, Shape ignoredToo) -> element;
              case Reference(String ignored, String name) ->
                  view.graph().tensor(name).map(Tensor::element).orElse(ElementType.UNKNOWN);
            })
        .filter(element -> element != ElementType.UNKNOWN)
        .<FactValue>map(element -> new FactValue.Word(element.name()))
        .orElse(UNKNOWN);
  }

  static FactValue begin(OperationView view) {
    return origin(view, "begin");
  }

  private static FactValue origin(OperationView view, String parameter) {
    if (view.operation().attribute(parameter).isPresent()) {
      return new FactValue.Word("constant");
    }
    return view.operand(parameter).map(operand -> origin(view, operand)).orElse(UNKNOWN);
  }

  private static FactValue origin(OperationView view, Operand operand) {
    return switch (operand) {
      case Constant ignored -> new FactValue.Word("constant");
      case Reference(String ignored, String name) ->
          new FactValue.Word(
              view.graph().producer(name).map(Constants::isConstant).orElse(false)
                  ? "constant"
                  : "computed");
    };
  }

  /** Returns whether every tensor that the operation reads and makes has a known shape. */
  static boolean shapesKnown(OperationView view) {
    for (Tensor tensor : view.edges()) {
      if (!tensor.shape().fullyKnown()) {
        return false;
      }
    }
    return true;
  }
}
