package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.TargetOperations;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.placement.OperationPlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

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
    return page(all.size(), i -> OperationResponse.of(all.get(i)), unit, cursor, limit);
  }

  static Page<OperationResponse> planned(
      List<Plan.Row> rows,
      Optional<OperationPlacement.Unit> unit,
      Optional<String> cursor,
      int limit) {
    return page(rows.size(), i -> OperationResponse.of(i, rows.get(i)), unit, cursor, limit);
  }

  private static Page<OperationResponse> page(
      int size,
      IntFunction<OperationResponse> shown,
      Optional<OperationPlacement.Unit> unit,
      Optional<String> cursor,
      int limit) {
    int position = cursor.map(OperationPages::position).orElse(0);
    List<OperationResponse> items = new ArrayList<>();
    while (position < size && items.size() < limit) {
      OperationResponse operation = shown.apply(position++);
      if (unit.isEmpty() || operation.unit() == unit.get()) {
        items.add(operation);
      }
    }
    return new Page<>(items, position < size ? Integer.toString(position) : null);
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
