package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right at start what a killed service left behind: rows without a worker, rows without a
 * permit, predictions that were not made.
 */
final class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final String node;
  private final EvaluationRepository repository;
  private final EvaluationQueue queue;
  private final PredictionPool predictions;
  private final Measurer measurer;

  Reconciler(
      String node,
      EvaluationRepository repository,
      EvaluationQueue queue,
      PredictionPool predictions,
      Measurer measurer) {
    this.node = node;
    this.repository = repository;
    this.queue = queue;
    this.predictions = predictions;
    this.measurer = measurer;
  }

  /** Puts back what an earlier run of this node was measuring; before any worker starts. */
  void takeBack() {
    int released = repository.releaseAll(node);
    if (released > 0) {
      log.atWarn()
          .addKeyValue("evaluations", released)
          .log("an earlier run ended while measuring; its evaluations are queued again");
    }
  }

  /** Gives every queued evaluation a permit or a prediction. */
  void resume() {
    int turned =
        switch (measurer.capability()) {
          case Capability.CanMeasure _ -> 0;
          case Capability.CannotMeasure _ -> repository.predictOnly();
        };
    List<String> measurements = repository.queued(EvaluationKind.MEASURE);
    measurements.forEach(queue::addPermit);
    measurements.forEach(predictions::submit);
    List<String> predictable = repository.queued(EvaluationKind.PREDICT);
    predictable.forEach(predictions::submit);
    log.atInfo()
        .addKeyValue("measurements", measurements.size())
        .addKeyValue("predictions", predictable.size())
        .addKeyValue("turnedToPrediction", turned)
        .log("queue taken up");
  }
}
