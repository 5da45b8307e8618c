package dev.aneoracle.placement;

import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.SegmentKey.Extent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds watched runs, one program a call; names are separated by commas. */
final class Runs {

  private Runs() {}

  static MeasuredSegment keyed(int number, String inputs, String outputs) {
    return new MeasuredSegment(
        new SegmentKey(number, extents(inputs), extents(outputs)),
        null,
        null,
        List.of(),
        null,
        null,
        1,
        0,
        0);
  }

  static MeasuredSegment symbols(String inputs, String outputs, String... states) {
    return new MeasuredSegment(
        null, names(inputs), names(outputs), List.of(states), null, null, 1, 0, 0);
  }

  static MeasuredSegment nameless() {
    return new MeasuredSegment(null, null, null, List.of(), null, null, 1, 0, 0);
  }

  static MeasuredSegment calls(MeasuredSegment from, int calls, int failed) {
    return new MeasuredSegment(
        from.key(),
        from.inputs(),
        from.outputs(),
        from.states(),
        from.loadError(),
        failed > 0 ? "Program Inference error" : null,
        calls,
        failed,
        0);
  }

  static Run of(MeasuredSegment... segments) {
    return new Run(ComputeUnits.CPU_AND_NE, null, null, Arrays.asList(segments), List.of(), null);
  }

  static PlannedOperation constant(String output) {
    return new PlannedOperation(null, null, output, "ios17.const", List.of(output), null);
  }

  static Run of(List<PlannedOperation> plan, MeasuredSegment... segments) {
    return new Run(ComputeUnits.CPU_AND_NE, null, null, Arrays.asList(segments), List.of(), plan);
  }

  static PlannedOperation planned(String operator, String output, String unit) {
    return new PlannedOperation(null, null, output, operator, List.of(output), unit);
  }

  private static List<String> names(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  private static Map<String, Extent> extents(String text) {
    Map<String, Extent> extents = new LinkedHashMap<>();
    names(text).forEach(name -> extents.put(name, new Extent(List.of(4L, 4L, 1L, 1L, 1L))));
    return extents;
  }
}
