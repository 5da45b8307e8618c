package dev.aneoracle.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Core ML plans for one operation.
 *
 * @param stage the stage of a pipeline, null where the model is no pipeline
 * @param function the function of an ML Program, null for a neural network
 * @param operator the operation's type, with or without the operation set before a dot
 * @param outputs the names of the values it makes
 * @param preferred {@code CPU}, {@code GPU} or {@code ANE}; null for an operation that does not run
 */
public record PlannedOperation(
    @Nullable Integer stage,
    @Nullable String function,
    String name,
    String operator,
    List<String> outputs,
    @Nullable String preferred) {

  public PlannedOperation {
    outputs = List.copyOf(outputs);
  }

  /** Returns the type without the operation set, {@code conv} for {@code ios16.conv}. */
  String type() {
    return operator.substring(operator.lastIndexOf('.') + 1);
  }

  boolean onAne() {
    return "ANE".equals(preferred);
  }

  boolean runs() {
    return preferred != null && !Constants.isConstant(type());
  }
}
