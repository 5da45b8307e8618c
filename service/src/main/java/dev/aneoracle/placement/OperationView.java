package dev.aneoracle.placement;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.coreml.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation together with the graph it stands in. */
final class OperationView {

  private final Operation operation;
  private final GraphIndex graph;
  private @Nullable List<Tensor> runtimeInputs;

  OperationView(Operation operation, GraphIndex graph) {
    this.operation = operation;
    this.graph = graph;
  }

  Operation operation() {
    return operation;
  }

  GraphIndex graph() {
    return graph;
  }

  String type() {
    return operation.type();
  }

  /** Returns the whole numbers of an attribute, by the first of the names that is set. */
  Optional<List<Long>> numbers(String... names) {
    return attribute(names)
        .map(attribute ->
            switch (attribute) {
              case Attribute.Numbers(List<Long> values) -> values;
              case Attribute.Decimals(List<Double> values) ->
                  values.stream().map(Double::longValue).toList();
              case Attribute.Flags ignored -> List.of();
              case Attribute.Text ignored -> List.of();
            });
  }

  /** Returns a decimal attribute. */
  Optional<Double> decimal(String... names) {
    return attribute(names)
        .flatMap(attribute ->
            switch (attribute) {
              case Attribute.Numbers(List<Long> values) ->
                  values.stream().findFirst().map(Long::doubleValue);
              case Attribute.Decimals(List<Double> values) -> values.stream().findFirst();
              case Attribute.Flags ignored -> Optional.empty();
              case Attribute.Text ignored -> Optional.empty();
            });
  }

  /** Returns a word. */
  Optional<String> word(String... names) {
    return attribute(names)
        .filter(Attribute.Text.class::isInstance)
        .map(attribute -> ((Attribute.Text) attribute).value());
  }

  /** Returns a flag; a flag that is not set is false, as in the specification. */
  boolean flag(String... names) {
    return attribute(names)
        .filter(Attribute.Flags.class::isInstance)
        .map(attribute -> ((Attribute.Flags) attribute).values())
        .filter(values -> values.contains(true))
        .isPresent();
  }

  private Optional<Attribute> attribute(String... names) {
    for (String name : names) {
      Optional<Attribute> found = operation.attribute(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the operand bound to the parameter. */
  Optional<Operand> operand(String parameter) {
    return operation.operands().stream()
        .filter(operand -> operand.parameter().equals(parameter))
        .findFirst();
  }

  /** Returns the shape of an operand, unknown where the graph does not say. */
  Shape shape(Operand operand) {
    return switch (operand) {
      case Constant(String ignored, ElementType ignoredToo, Shape shape) -> shape;
      case Reference(String ignored, String name) ->
          graph.tensor(name).map(Tensor::shape).orElse(Shape.unknown());
    };
  }

  /** Returns the shape of the first input: {@code x} of an ML Program, else the first operand. */
  Shape input() {
    return operand("x")
        .or(() -> operation.operands().stream().findFirst())
        .map(this::shape)
        .orElse(Shape.unknown());
  }

  /** Returns the shape of the first output. */
  Shape output() {
    return operation.outputs().isEmpty() ? Shape.unknown() : operation.outputs().getFirst().shape();
  }

  /** Returns the values that it reads at run time, constants of the graph left out. */
  List<Tensor> runtimeInputs() {
    List<Tensor> found = runtimeInputs;
    if (found == null) {
      // a view stays with one thread, and most rules ask
      found = List.copyOf(readAtRunTime());
      runtimeInputs = found;
    }
    return found;
  }

  private List<Tensor> readAtRunTime() {
    List<Tensor> inputs = new ArrayList<>();
    for (String name : GraphIndex.reads(operation)) {
      Optional<Operation> producer = graph.producer(name);
      if (producer.isEmpty() || !Constants.isConstant(producer.get())) {
        inputs.add(
            graph.tensor(name).orElse(new Tensor(name, ElementType.UNKNOWN, Shape.unknown())));
      }
    }
    return inputs;
  }

  /** Returns what it reads and makes at run time. */
  List<Tensor> edges() {
    List<Tensor> edges = new ArrayList<>(runtimeInputs());
    edges.addAll(operation.outputs());
    return edges;
  }
}
