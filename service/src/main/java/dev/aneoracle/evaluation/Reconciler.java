package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.evaluation.EvaluationRepository.Permitless;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what killed nodes and lost connections left behind: rows without a worker, rows
 * without a permit, predictions that were not made.
 */
final class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Fleet fleet;
  private final EvaluationRepository repository;
  private final EvaluationQueue queue;
  private final PredictionPool predictions;
  private final Measurer measurer;
  private final BundleStore bundles;
  private final InstantSource clock;

  Reconciler(
      Fleet fleet,
      EvaluationRepository repository,
      EvaluationQueue queue,
      PredictionPool predictions,
      Measurer measurer,
      BundleStore bundles,
      InstantSource clock) {
    this.fleet = fleet;
    this.repository = repository;
    this.queue = queue;
    this.predictions = predictions;
    this.measurer = measurer;
    this.bundles = bundles;
    this.clock = clock;
  }

  /** Puts back what runs under no session; before any worker starts. */
  void takeBack() {
    int released = repository.releaseOrphaned();
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
          // Where there are others, one of them may measure it; after maintenance this node will.
          case Capability.CannotMeasure _ ->
              fleet.shared() || inMaintenance() ? 0 : repository.predictOnly();
        };
    List<Waiting> measurements = repository.queued(EvaluationKind.MEASURE);
    addMissingPermits();
    if (!fleet.shared()) {
      measurements.forEach(predictions::submit);
    }
    int predictable = predictMissing();
    log.atInfo()
        .addKeyValue("measurements", measurements.size())
        .addKeyValue("predictions", predictable)
        .addKeyValue("turnedToPrediction", turned)
        .log("queue taken up");
  }

  private boolean inMaintenance() {
    return fleet.own().report().maintenance() != null;
  }

  /** Does what {@link #resume()} does for evaluations that fell between two nodes since. */
  void repair() {
    addMissingPermits();
    hurryPermits();
    predictMissing();
  }

  private void hurryPermits() {
    int hurried = repository.hurryPermits(clock.instant());
    if (hurried > 0) {
      log.atWarn().addKeyValue("permits", hurried).log("permits of a clock that ran ahead are due");
    }
  }

  private void addMissingPermits() {
    for (Permitless one : repository.withoutPermit()) {
      queue.addPermit(one.id(), one.route(), one.priority());
    }
  }

  /** What a node took in that is gone is predicted here only where its model is here too. */
  private int predictMissing() {
    List<Waiting> own = repository.predictionsOf(fleet.session());
    own.forEach(predictions::submit);
    List<Waiting> orphaned =
        repository.orphanedPredictions().stream()
            .filter(one -> !fleet.shared() || hasModel(one.id()))
            .toList();
    orphaned.forEach(predictions::submit);
    return own.size() + orphaned.size();
  }

  private boolean hasModel(String id) {
    return repository
        .find(id)
        .map(evaluation -> ModelDigest.parse(evaluation.model().digest()))
        .flatMap(bundles::find)
        .isPresent();
  }
}
