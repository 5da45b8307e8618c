package dev.aneoracle.coreml;

import java.util.List;

/**
 * A graph of operations, in file order, which is an order of execution.
 *
 * @param name the function's name; {@code main} for a neural network
 * @param layout how the dimensions of its tensors are read
 * @param inputs the values that come from outside
 * @param outputs the names of the values that leave it
 * @param operations without constants of an ML Program: those stand as operands of their users
 */
public record Graph(
    String name,
    Layout layout,
    List<Tensor> inputs,
    List<String> outputs,
    List<Operation> operations) {

  public Graph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    operations = List.copyOf(operations);
  }

  /** How the dimensions of a graph's tensors are read. */
  public enum Layout {
    /** A neural network with rank-5 mapping: sequence, batch, channel, height, width. */
    SBCHW,
    /** Plain dimensions as in an ML Program, or a neural network with exact mapping. */
    EXACT
  }
}
