package dev.aneoracle.evaluation;

import java.time.Duration;

/**
 * How fast the queue is served now.
 *
 * @param prediction how long one takes
 * @param predictors how many are made at once
 * @param measurement how long one takes
 * @param measurers how many run at once
 * @param untilFree when the first of them is free
 */
record Pace(
    Duration prediction, int predictors, Duration measurement, int measurers, Duration untilFree) {

  /** Returns when a queued evaluation leaves the queue: as a prediction is done, or measured. */
  Duration untilGone(EvaluationKind kind, int ahead) {
    return switch (kind) {
      case PREDICT -> untilPredicted(ahead).plus(prediction);
      case MEASURE -> untilMeasured(ahead);
    };
  }

  Duration untilPredicted(int ahead) {
    return prediction.multipliedBy(ahead).dividedBy(predictors);
  }

  Duration untilMeasured(int ahead) {
    return untilFree.plus(measurement.multipliedBy(ahead).dividedBy(measurers));
  }
}
