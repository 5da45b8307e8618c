package dev.aneoracle.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations of which the witnesses say different things.
 *
 * @param count how many there are
 * @param operations the first of them
 */
public record Disagreements(int count, List<Disagreement> operations) {

  /** How many are kept. */
  static final int LIMIT = 1000;

  public Disagreements {
    operations = List.copyOf(operations);
  }

  static Disagreements none() {
    return new Disagreements(0, List.of());
  }

  /** What a witness says of an operation. */
  public enum Witness {
    ANE,
    OUTSIDE
  }

  /**
   * One operation; what a witness does not say is null.
   *
   * @param stage the stage of a pipeline, null where the model is no pipeline
   */
  public record Disagreement(
      String operation,
      String type,
      @Nullable Integer stage,
      @Nullable Witness predicted,
      @Nullable Witness planned,
      @Nullable Witness measured) {

    boolean differs() {
      return differ(predicted, planned) || differ(predicted, measured) || differ(planned, measured);
    }

    private static boolean differ(@Nullable Witness one, @Nullable Witness other) {
      return one != null && other != null && one != other;
    }
  }
}
