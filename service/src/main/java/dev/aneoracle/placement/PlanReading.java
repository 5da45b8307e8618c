package dev.aneoracle.placement;

import dev.aneoracle.placement.Coverage.Outcome;
import dev.aneoracle.placement.Verdict.Status;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides coverage by Core ML's plan, for a model of which a program is known to have run.
 *
 * <p>Constants, the step that chooses a label, and casts at the model's edge do not count.
 */
record PlanReading(List<PlannedOperation> counted) {

  private static final String CAST = "cast";
  private static final String LABELLING = "classify";

  static PlanReading of(Wiring wiring, List<PlannedOperation> plan, @Nullable String function) {
    List<PlannedOperation> running =
        plan.stream()
            .filter(PlannedOperation::runs)
            .filter(row -> !row.type().equals(LABELLING))
            .filter(row -> ofFunction(row, wiring, function))
            .toList();
    Predicate<PlannedOperation> works = row -> !row.type().equals(CAST);
    Optional<PlannedOperation> first = running.stream().filter(works).findFirst();
    Optional<PlannedOperation> last = running.reversed().stream().filter(works).findFirst();
    if (first.isEmpty() || last.isEmpty()) {
      return new PlanReading(running);
    }
    int from = running.indexOf(first.get());
    int to = running.lastIndexOf(last.get());
    return new PlanReading(
        running.subList(from, to + 1).stream().filter(row -> !atEdge(row, wiring)).toList());
  }

  private static boolean ofFunction(
      PlannedOperation row, Wiring wiring, @Nullable String function) {
    String wanted =
        function != null || wiring.strands().isEmpty()
            ? function
            : wiring.strands().getFirst().function();
    return row.function() == null
        || wanted == null
        || row.stage() != null
        || row.function().equals(wanted);
  }

  private static boolean atEdge(PlannedOperation row, Wiring wiring) {
    return wiring.strands().stream()
        .filter(strand -> Objects.equals(strand.stage(), row.stage()))
        .anyMatch(strand ->
            !row.outputs().isEmpty()
                && row.outputs().stream()
                    .allMatch(name ->
                        strand
                            .find(name)
                            .map(strand::qualified)
                            .filter(wiring.casts()::contains)
                            .isPresent()));
  }

  /** Returns whether there is anything to decide by. */
  boolean speaks() {
    return !counted.isEmpty();
  }

  Outcome decide(Wiring wiring) {
    if (!counted.stream().allMatch(PlannedOperation::onAne)
        || wiring.passesThrough()
        || wiring.interrupted()) {
      return new Outcome(Status.PARTIAL, false);
    }
    return wiring.outsideSinks().isEmpty()
        ? new Outcome(Status.FULL, false)
        : new Outcome(Status.PARTIAL, true);
  }

  double share() {
    return (double) counted.stream().filter(PlannedOperation::onAne).count() / counted.size();
  }
}
