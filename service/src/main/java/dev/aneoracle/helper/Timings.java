package dev.aneoracle.helper;

import java.util.List;

/**
 * How long the steps took, in nanoseconds.
 *
 * @param compile 0 where the model came compiled
 * @param predictions one a prediction
 */
public record Timings(long compile, long load, List<Long> predictions) {
  public Timings {
    predictions = List.copyOf(predictions);
  }
}
