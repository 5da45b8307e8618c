package dev.aneoracle.evaluation;

import dev.aneoracle.placement.OperationPlacement;
import dev.aneoracle.placement.Target;
import java.util.List;

/** Every operation's placement on one target. */
public record TargetOperations(Target target, List<OperationPlacement> operations) {

  public TargetOperations {
    operations = List.copyOf(operations);
  }
}
