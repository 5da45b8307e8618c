package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.StoredBundle;
import dev.aneoracle.evaluation.EvaluationRepository.Ending;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.MeasurementRequest;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Measures one queued evaluation for each permit. The attempt that it claimed fences its writes: a
 * worker that lost its claim changes nothing.
 */
final class MeasuringWorker {

  /** How often the machine's own faults are tried again. */
  static final int MAXIMUM_ATTEMPTS = 3;

  private final String node;
  private final EvaluationRepository repository;
  private final PredictionPool predictions;
  private final BundleStore bundles;
  private final Measurer measurer;
  private final Environments environments;
  private final EvaluationObserver observer;
  private final InstantSource clock;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  MeasuringWorker(
      String node,
      EvaluationRepository repository,
      PredictionPool predictions,
      BundleStore bundles,
      Measurer measurer,
      Environments environments,
      EvaluationObserver observer,
      InstantSource clock) {
    this.node = node;
    this.repository = repository;
    this.predictions = predictions;
    this.bundles = bundles;
    this.measurer = measurer;
    this.environments = environments;
    this.observer = observer;
    this.clock = clock;
  }

  /** Uses up one permit: claims the next evaluation, if there is one, and measures it. */
  Permit runNext() throws InterruptedException {
    if (measurer.capability() instanceof Capability.CannotMeasure) {
      return Permit.KEPT;
    }
    Optional<Evaluation> claimed = repository.claim(node, clock.instant());
    if (claimed.isEmpty()) {
      return Permit.USED;
    }
    Evaluation evaluation = claimed.get();
    observer.claimed(evaluation, node);
    return measure(evaluation);
  }

  private Permit measure(Evaluation evaluation) throws InterruptedException {
    Instant started = clock.instant();
    FutureTask<Outcome> task = new FutureTask<>(() -> outcome(evaluation));
    running.put(evaluation.id(), new Running(task, null));
    try {
      if (!stillMine(evaluation)) {
        return Permit.USED;
      }
      Thread worker = Thread.ofPlatform().name("measuring-" + evaluation.id()).start(task);
      return conclude(evaluation, started, await(task, worker));
    } catch (InterruptedException e) {
      repository.release(evaluation.id(), evaluation.attempt());
      throw e;
    } finally {
      running.remove(evaluation.id());
    }
  }

  private boolean stillMine(Evaluation evaluation) {
    return repository
        .find(evaluation.id())
        .filter(now -> now.state() == EvaluationState.RUNNING)
        .filter(now -> now.attempt() == evaluation.attempt())
        .isPresent();
  }

  private Optional<Outcome> await(FutureTask<Outcome> task, Thread worker)
      throws InterruptedException {
    try {
      return Optional.of(task.get());
    } catch (CancellationException cancelled) {
      worker.join();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(
          new Outcome.MachineFault(
              new Failure(
                  Failure.Code.HELPER_UNAVAILABLE,
                  "The helper could not be used: " + e.getCause())));
    } catch (InterruptedException e) {
      task.cancel(true);
      worker.join();
      throw e;
    }
  }

  private Outcome outcome(Evaluation evaluation) throws InterruptedException {
    Optional<StoredBundle> bundle = bundles.find(ModelDigest.parse(evaluation.model().digest()));
    if (bundle.isEmpty()) {
      return new Outcome.ModelFailed(
          new Failure(
              Failure.Code.READ_ERROR, "The model is no longer in the store; upload it again."));
    }
    MeasurementRequest request =
        new MeasurementRequest(
            evaluation.id(),
            bundle.get().path(),
            evaluation.options().computeUnits().name(),
            evaluation.options().function());
    return measurer.measure(request, phase -> entered(evaluation, phase));
  }

  private void entered(Evaluation evaluation, Measurer.Phase phase) {
    running.computeIfPresent(evaluation.id(), (_, was) -> new Running(was.task(), phase));
    observer.phase(evaluation, phase);
  }

  private Permit conclude(Evaluation evaluation, Instant started, Optional<Outcome> outcome) {
    if (outcome.isEmpty()) {
      return Permit.USED;
    }
    return switch (outcome.get()) {
      case Outcome.Measured measured -> finish(evaluation, started, measured, null);
      case Outcome.ModelFailed failed -> finish(evaluation, started, null, failed.failure());
      case Outcome.HelperFailed failed -> finish(evaluation, started, null, failed.failure());
      case Outcome.MachineFault fault -> {
        if (evaluation.attempt() >= MAXIMUM_ATTEMPTS) {
          yield finish(evaluation, started, null, fault.failure());
        }
        if (repository.release(evaluation.id(), evaluation.attempt())) {
          observer.returned(evaluation, fault.failure().message());
          yield Permit.KEPT;
        }
        yield Permit.USED;
      }
    };
  }

  private Permit finish(
      Evaluation evaluation,
      Instant started,
      Outcome.@Nullable Measured measured,
      @Nullable Failure failure) {
    Predictions.Result predicted = predictions.take(evaluation);
    Answer answer =
        new Answer(
            measured == null ? null : measured.verdict(),
            measured == null ? List.of() : measured.segments(),
            predicted.summaries(),
            measured == null
                ? null
                : new Answer.Measurement(measured.verdict(), measured.segments()),
            failure,
            environments.now());
    Ending ending =
        new Ending(
            failure == null ? EvaluationState.SUCCEEDED : EvaluationState.FAILED,
            clock.instant(),
            answer,
            predicted.operations());
    if (repository.finishMeasurement(evaluation.id(), evaluation.attempt(), ending)) {
      observer.ended(evaluation, ending, Duration.between(started, ending.at()));
    }
    return Permit.USED;
  }

  /** Kills what runs for the evaluation on this node, if anything does. */
  void kill(String id) {
    Running mine = running.get(id);
    if (mine != null) {
      mine.task().cancel(true);
    }
  }

  /** Returns the phase of an evaluation that runs on this node. */
  Optional<Measurer.Phase> phase(String id) {
    return Optional.ofNullable(running.get(id)).map(Running::phase);
  }

  private record Running(FutureTask<Outcome> task, Measurer.@Nullable Phase phase) {}

  /** What is left of a permit. */
  enum Permit {
    /** It is gone. */
    USED,
    /** It is due again a little later. */
    KEPT
  }
}
