package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.TargetOperations;
import dev.aneoracle.placement.OperationPlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the operations of an evaluation into pages. The cursor is a place in the whole list. */
final class OperationPages {

  private OperationPages() {}

  static Page<OperationResponse> page(
      Evaluation evaluation,
      List<TargetOperations> targets,
      Optional<OperationPlacement.Unit> unit,
      Optional<String> target,
      Optional<String> cursor,
      int limit) {
    List<OperationPlacement> all = operationsOf(evaluation, targets, target);
    int position = cursor.map(OperationPages::position).orElse(0);
    List<OperationResponse> items = new ArrayList<>();
    while (position < all.size() && items.size() < limit) {
      OperationPlacement operation = all.get(position++);
      if (unit.isEmpty() || operation.unit() == unit.get()) {
        items.add(OperationResponse.of(operation));
      }
    }
    return new Page<>(items, position < all.size() ? Integer.toString(position) : null);
  }

  private static List<OperationPlacement> operationsOf(
      Evaluation evaluation, List<TargetOperations> targets, Optional<String> target) {
    String wanted = target.orElse(evaluation.options().targets().getFirst().toString());
    return targets.stream()
        .filter(one -> one.target().toString().equalsIgnoreCase(wanted))
        .findFirst()
        .map(TargetOperations::operations)
        .orElseThrow(() ->
            new ApiException(
                ProblemType.INVALID_REQUEST,
                "The evaluation has no target '%s'; it has %s."
                    .formatted(wanted, evaluation.options().targets())));
  }

  private static int position(String cursor) {
    try {
      int position = Integer.parseInt(cursor);
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException notOurs) {
      // The same answer as for a negative one.
    }
    throw new ApiException(
        ProblemType.INVALID_REQUEST, "'%s' is not a cursor of this list.".formatted(cursor));
  }
}
