package dev.aneoracle.placement;

import dev.aneoracle.placement.Predictor.ComputeUnits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of a model that was watched.
 *
 * @param function the function that ran, null for the default one
 * @param unproven why nothing that was seen or not seen counts, null where the hooks were proven
 *     and stayed in place
 * @param segments the ANE programs that were loaded or called
 * @param compileErrors why ANE compiles failed
 * @param plan what Core ML planned; null where it is not known
 */
public record Run(
    ComputeUnits units,
    @Nullable String function,
    @Nullable String unproven,
    List<MeasuredSegment> segments,
    List<String> compileErrors,
    @Nullable List<PlannedOperation> plan) {

  public Run {
    segments = List.copyOf(segments);
    compileErrors = List.copyOf(compileErrors);
    plan = plan == null ? null : List.copyOf(plan);
  }

  /** Returns the programs that ran. */
  List<MeasuredSegment> called() {
    return segments.stream().filter(segment -> segment.calls() > 0).toList();
  }
}
