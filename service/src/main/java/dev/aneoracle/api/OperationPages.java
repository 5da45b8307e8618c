package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.TargetOperations;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.placement.OperationPlacement;
import dev.aneoracle.placement.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Cuts the operations of an evaluation into pages. The cursor is a place in the whole list. */
final class OperationPages {

  private OperationPages() {}

  static Page<OperationResponse> page(
      Evaluation evaluation,
      List<TargetOperations> targets,
      Filter filter,
      Optional<String> target,
      Optional<String> cursor,
      int limit) {
    List<OperationPlacement> all = operationsOf(evaluation, targets, target);
    return page(all.size(), i -> OperationResponse.of(all.get(i)), filter, cursor, limit);
  }

  static Page<OperationResponse> planned(
      List<Plan.Row> rows, Filter filter, Optional<String> cursor, int limit) {
    return page(rows.size(), i -> OperationResponse.of(i, rows.get(i)), filter, cursor, limit);
  }

  private static Page<OperationResponse> page(
      int size,
      IntFunction<OperationResponse> shown,
      Filter filter,
      Optional<String> cursor,
      int limit) {
    int position = cursor.map(OperationPages::position).orElse(0);
    List<OperationResponse> items = new ArrayList<>();
    while (position < size && items.size() < limit) {
      OperationResponse operation = shown.apply(position++);
      if (filter.takes(operation)) {
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

  /** Which operations to list; null takes all. */
  record Filter(OperationPlacement.@Nullable Unit unit, @Nullable ReasonCode reason) {

    boolean takes(OperationResponse operation) {
      return (unit == null || unit == operation.unit())
          && (reason == null
              || (operation.reason() != null && reason.name().equals(operation.reason().code())));
    }
  }
}
