package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.Disagreements.Disagreement;
import dev.aneoracle.evaluation.Disagreements.Witness;
import dev.aneoracle.helper.HelperIdentity.Machine;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.placement.MeasuredVerdict.Place;
import dev.aneoracle.placement.OperationPlacement;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds prediction, plan and measurement against each other, operation by operation.
 *
 * <p>A prediction takes part only where it is for this very chip and macOS and for {@code
 * CPU_AND_NE}, which predictions assume.
 */
final class WitnessComparer {

  private WitnessComparer() {}

  static Disagreements compare(
      EvaluationOptions options,
      List<TargetOperations> predicted,
      Machine machine,
      @Nullable Plan plan,
      Map<Place, Boolean> measured) {
    Optional<TargetOperations> same =
        options.computeUnits() == ComputeUnits.CPU_AND_NE
            ? predicted.stream().filter(one -> isOf(one.target(), machine)).findFirst()
            : Optional.empty();
    Optional<TargetOperations> any = same.or(() -> predicted.stream().findFirst());
    if (any.isEmpty()) {
      return Disagreements.none();
    }
    Map<PlannedName, Witness> planned = planned(plan, any.get().operations());
    List<Disagreement> all =
        any.get().operations().stream()
            .map(operation ->
                new Disagreement(
                    operation.name(),
                    operation.type(),
                    operation.stage(),
                    same.isPresent() ? predicted(operation.unit()) : null,
                    planned.get(new PlannedName(operation.stage(), operation.name())),
                    witness(measured.get(new Place(operation.stage(), operation.index())))))
            .filter(Disagreement::differs)
            .toList();
    return new Disagreements(all.size(), all.stream().limit(Disagreements.LIMIT).toList());
  }

  private static boolean isOf(Target target, Machine machine) {
    return machine.chip().equals("Apple " + target.chip())
        && machine.osVersion().split("\\.", 2)[0].equals(Integer.toString(target.macos()));
  }

  private static Map<PlannedName, Witness> planned(
      @Nullable Plan plan, List<OperationPlacement> operations) {
    Map<PlannedName, Witness> planned = new HashMap<>();
    String function =
        operations.stream()
            .map(OperationPlacement::function)
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElse(null);
    for (Plan.Row row : plan == null ? List.<Plan.Row>of() : plan.rows()) {
      boolean other =
          row.stage() == null
              && row.function() != null
              && function != null
              && !row.function().equals(function);
      if (row.preferred() == null || other || row.source() != Plan.Source.COMPUTE_PLAN) {
        continue;
      }
      Witness witness = row.preferred().equals("ANE") ? Witness.ANE : Witness.OUTSIDE;
      row.outputs().forEach(name -> planned.put(new PlannedName(row.stage(), name), witness));
      planned.put(new PlannedName(row.stage(), row.name()), witness);
    }
    return planned;
  }

  private static @Nullable Witness predicted(OperationPlacement.Unit unit) {
    return switch (unit) {
      case ANE -> Witness.ANE;
      case OUTSIDE -> Witness.OUTSIDE;
      case UNKNOWN, NONE -> null;
    };
  }

  private static @Nullable Witness witness(@Nullable Boolean onAne) {
    if (onAne == null) {
      return null;
    }
    return onAne ? Witness.ANE : Witness.OUTSIDE;
  }

  private record PlannedName(@Nullable Integer stage, String name) {}
}
