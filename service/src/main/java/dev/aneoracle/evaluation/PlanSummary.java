package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Plan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many operations Core ML planned where.
 *
 * @param unplaced operations that do not run, such as constants
 */
public record PlanSummary(int operations, int ane, int gpu, int cpu, int unplaced) {

  static @Nullable PlanSummary ofNullable(@Nullable Plan plan) {
    return plan == null
        ? null
        : new PlanSummary(
            plan.rows().size(),
            count(plan, "ANE"),
            count(plan, "GPU"),
            count(plan, "CPU"),
            count(plan, null));
  }

  private static int count(Plan plan, @Nullable String unit) {
    return (int) plan.rows().stream().filter(row -> Objects.equals(row.preferred(), unit)).count();
  }
}
