package dev.aneoracle.evaluation;

import dev.aneoracle.helper.MeasurementRequest.Settings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked of a measurement; predictions leave it out of account.
 *
 * @param shapes the shape to give a flexible input, by name
 */
public record MeasuringOptions(Settings settings, Map<String, List<Long>> shapes) {

  public MeasuringOptions {
    shapes = Collections.unmodifiableSortedMap(new TreeMap<>(shapes));
  }

  /** Returns one prediction with default shapes, and nothing more. */
  public static MeasuringOptions usual() {
    return new MeasuringOptions(Settings.usual(), Map.of());
  }
}
