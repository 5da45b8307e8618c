package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import dev.aneoracle.evaluation.QueueLimits.Bounds;
import dev.aneoracle.storage.Disks;
import dev.aneoracle.storage.StorageFullException;
import java.util.Optional;

/**
 * Decides whether there is room for a submission, and says when there will be where there is none.
 */
final class Admission {

  private static final String EVERYONE = "";

  private final EvaluationRepository repository;
  private final PredictionPool predictions;
  private final Estimates estimates;
  private final QueueLimits limits;
  private final Promises promises;
  private final Disks disks;

  Admission(
      EvaluationRepository repository,
      PredictionPool predictions,
      Estimates estimates,
      QueueLimits limits,
      Promises promises,
      Disks disks) {
    this.repository = repository;
    this.predictions = predictions;
    this.estimates = estimates;
    this.limits = limits;
    this.promises = promises;
    this.disks = disks;
  }

  /**
   * @throws StorageFullException when the disk has no room for new work
   * @throws QuotaExceededException when the submitter has too much in the queue
   * @throws QueueFullException when all together have
   */
  void requireRoom(String submitter) {
    disks.requireRoom();
    Optional<Bounds> quota = limits.quotaOf(submitter);
    if (quota.isPresent()) {
      requireWithin(quota.get(), submitter);
    }
    Depth depth = repository.depth();
    Bounds bounds = limits.all();
    if (!bounds.holds(depth)) {
      throw new QueueFullException(
          "%d evaluations with %d bytes of models are queued; the limits are %d and %d. Try again later."
              .formatted(
                  depth.evaluations(),
                  depth.bytes(),
                  bounds.evaluations(),
                  bounds.bytes().toBytes()),
          promises.next(EVERYONE, bounds.surplus(depth), untilGone(depth)));
    }
  }

  private void requireWithin(Bounds quota, String submitter) {
    Depth own = repository.depthOf(submitter);
    if (!quota.holds(own)) {
      throw new QuotaExceededException(
          "%d evaluations with %d bytes of models of '%s' are queued; its limits are %d and %d. Try again later."
              .formatted(
                  own.evaluations(),
                  own.bytes(),
                  submitter,
                  quota.evaluations(),
                  quota.bytes().toBytes()),
          promises.next(submitter, quota.surplus(own), untilGone(own, submitter)));
    }
  }

  /** Predictions are soon gone; where there are only these, those to come are predictions too. */
  private Promises.Places untilGone(Depth depth) {
    Pace pace = estimates.pace();
    return (place, _) ->
        depth.onlyPredictions() || place < depth.predictions()
            ? pace.untilGone(EvaluationKind.PREDICT, place)
            : pace.untilGone(EvaluationKind.MEASURE, place - depth.predictions());
  }

  /** Others whose places were promised will be served in turn with this one. */
  private Promises.Places untilGone(Depth own, String submitter) {
    Pace pace = estimates.pace();
    FairOrder predicted = predictions.order();
    FairOrder measured = repository.orderOf(submitter);
    return (place, promised) ->
        own.onlyPredictions() || place < own.predictions()
            ? pace.untilGone(
                EvaluationKind.PREDICT, predicted.with(promised).aheadOf(submitter, place))
            : pace.untilGone(
                EvaluationKind.MEASURE,
                measured.with(promised).aheadOf(submitter, place - own.predictions()));
  }
}
