package dev.aneoracle.helper;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How helpers are kept.
 *
 * @param folder where each helper has a folder of its own while it lives
 * @param warmHome the home that evaluations share which may use compiled models of earlier ones
 * @param proof the file that remembers what the canaries proved
 * @param dumpLimit the bytes of tensors that one evaluation may keep
 * @param logLimit the bytes of log that one helper may leave
 * @param comparePredictions how many predictions are run under each of the settings compared
 */
public record HelperSettings(
    Path folder,
    Path warmHome,
    Path proof,
    Limits limits,
    DataSize dumpLimit,
    DataSize logLimit,
    int comparePredictions) {

  /**
   * How long what may take.
   *
   * @param hello from start to {@code hello}, and from a request to its first phase
   * @param compile Core ML's compile of the model
   * @param load loading it, which includes the ANE's own compiles
   * @param prediction one prediction; several together get ten times that at most
   * @param plan Core ML's plan
   * @param lateEvidence what is gathered after the result
   * @param end from the end of its input to the helper's own end, before it is killed
   * @param firstPause the pause after a helper could not be started, doubled with each that follows
   * @param longestPause the longest of these pauses
   */
  public record Limits(
      Duration hello,
      Duration compile,
      Duration load,
      Duration prediction,
      Duration plan,
      Duration lateEvidence,
      Duration end,
      Duration firstPause,
      Duration longestPause) {

    private static final int MOST_PREDICTIONS = 10;

    Duration of(Measurer.Phase phase, int predictions) {
      return switch (phase) {
        case COMPILING -> compile;
        case LOADING -> load;
        case RUNNING_PREDICTION -> prediction.multipliedBy(Math.min(predictions, MOST_PREDICTIONS));
        case PLANNING -> plan;
      };
    }

    /** Returns the pause after so many failures in a row. */
    Duration pause(int failures) {
      Duration pause = firstPause;
      for (int doubled = 1; doubled < failures && pause.compareTo(longestPause) < 0; doubled++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
  }
}
