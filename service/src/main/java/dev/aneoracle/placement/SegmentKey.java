package dev.aneoracle.placement;

import java.util.List;
import java.util.Map;

/**
 * Identifies a segment in ANECompat's form.
 *
 * @param isegment the number among the ANE segments, from 0
 * @param inputs the shape of each input by name, in the order in which the segment reads them
 * @param outputs the shape of each output by name, in the order in which the segment makes them
 */
public record SegmentKey(int isegment, Map<String, Extent> inputs, Map<String, Extent> outputs) {

  public SegmentKey {
    inputs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(inputs));
    outputs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(outputs));
  }

  /**
   * The size of a tensor on the ANE.
   *
   * @param shape width, height, depth, channels, batch; empty where the shape is not known
   */
  public record Extent(List<Long> shape) {
    public Extent {
      shape = List.copyOf(shape);
    }
  }
}
