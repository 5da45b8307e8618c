package dev.aneoracle.helper;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Core ML says it would do with a model on this host; a plan is not a run. */
public record Plan(List<Row> rows) {
  public Plan {
    rows = List.copyOf(rows);
  }

  /** Who says so. */
  public enum Source {
    COMPUTE_PLAN,
    SEGMENTATION_ANALYTICS
  }

  /**
   * One operation.
   *
   * @param stage the stage of a pipeline, from 0; null where the model is no pipeline
   * @param function the function of an ML Program, null for a neural network
   * @param supported {@code CPU}, {@code GPU}, {@code ANE}
   * @param preferred one of them, null for an operation that does not run
   * @param cost 0 to 1, relative to the model; null where it is not told
   * @param messages why a backend refused it, by backend
   */
  public record Row(
      Source source,
      @Nullable Integer stage,
      @Nullable String function,
      String name,
      String operator,
      List<String> outputs,
      List<String> supported,
      @Nullable String preferred,
      @Nullable Double cost,
      Map<String, String> messages) {
    public Row {
      outputs = List.copyOf(outputs);
      supported = List.copyOf(supported);
      messages = Map.copyOf(messages);
    }
  }
}
