package dev.aneoracle.coreml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a graph: a MIL operation or a neural-network layer.
 *
 * @param index the place in file order among the graph's operations, from 0
 * @param name the layer's name, or the MIL {@code name} attribute, or the first output's name
 * @param type the MIL operation ({@code conv}), or the layer's field name in the specification
 *     ({@code convolution})
 * @param operands what it reads, in order
 * @param outputs what it makes, with inferred or declared types and shapes
 * @param attributes the parameters that are known and small, by the name that the specification
 *     gives them; for MIL the constant operands too
 * @param blocks nested graphs of control flow
 */
public record Operation(
    int index,
    String name,
    String type,
    List<Operand> operands,
    List<Tensor> outputs,
    Map<String, Attribute> attributes,
    List<Graph> blocks) {

  public Operation {
    operands = List.copyOf(operands);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /** Returns the attribute with the given name. */
  public Optional<Attribute> attribute(String attributeName) {
    return Optional.ofNullable(attributes.get(attributeName));
  }

  /** Something an operation reads. */
  public sealed interface Operand {

    /** Returns the parameter it is bound to, such as {@code x}; empty for a layer's inputs. */
    String parameter();
  }

  /** A value of the graph, by name. */
  public record Reference(String parameter, String name) implements Operand {}

  /** A constant, of which only type and shape are kept. */
  public record Constant(String parameter, ElementType element, Shape shape) implements Operand {}
}
