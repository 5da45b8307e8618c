package dev.aneoracle.helper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same model under one setting of the compute units.
 *
 * @param computeUnits the setting
 * @param segments what the hooks saw under it
 * @param timings null where it failed
 * @param failure null where it ran
 */
public record SettingRun(
    String computeUnits,
    List<ObservedSegment> segments,
    boolean hooksIntact,
    @Nullable Timings timings,
    @Nullable Failure failure) {
  public SettingRun {
    segments = List.copyOf(segments);
  }
}
