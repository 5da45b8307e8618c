package dev.aneoracle.evaluation;

import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.evaluation.EvaluationRepository.Ending;
import dev.aneoracle.evaluation.Measurements.Decided;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Observation;
import dev.aneoracle.helper.Outcome;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.helper.Proof;
import dev.aneoracle.placement.MeasuredVerdict;
import dev.aneoracle.placement.Verdict;
import dev.aneoracle.storage.Disks;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Measures one queued evaluation for each permit. The attempt that it claimed fences its writes: a
 * worker that lost its claim changes nothing.
 */
final class MeasuringWorker {

  private static final Logger log = LoggerFactory.getLogger(MeasuringWorker.class);

  /** How often the machine's own faults are tried again. */
  static final int MAXIMUM_ATTEMPTS = 3;

  private final Fleet fleet;
  private final Maintenance maintenance;
  private final EvaluationRepository repository;
  private final PredictionPool predictions;
  private final MeasurementRequests requests;
  private final Measurements measurements;
  private final Measurer measurer;
  private final Environments environments;
  private final EvaluationObserver observer;
  private final Patience patience;
  private final Disks disks;
  private final InstantSource clock;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  /** The database failed: something may be claimed here that nobody works on. */
  private volatile boolean unsure;

  MeasuringWorker(
      Fleet fleet,
      Maintenance maintenance,
      EvaluationRepository repository,
      PredictionPool predictions,
      MeasurementRequests requests,
      Measurements measurements,
      Measurer measurer,
      Environments environments,
      EvaluationObserver observer,
      Patience patience,
      Disks disks,
      InstantSource clock) {
    this.fleet = fleet;
    this.maintenance = maintenance;
    this.repository = repository;
    this.predictions = predictions;
    this.requests = requests;
    this.measurements = measurements;
    this.measurer = measurer;
    this.environments = environments;
    this.observer = observer;
    this.patience = patience;
    this.disks = disks;
    this.clock = clock;
  }

  /**
   * Uses up one permit: claims the next evaluation of the route, if there is one, and measures it.
   * While there is no room for a helper's files it stays queued.
   */
  Permit runNext(String route) throws InterruptedException {
    if (measurer.capability() instanceof Capability.CannotMeasure || !maintenance.enter()) {
      return Permit.KEPT;
    }
    try {
      return disks.hasRoom() ? claimNext(route) : Permit.PUT_OFF;
    } catch (RuntimeException e) {
      unsure = true;
      throw e;
    } finally {
      maintenance.leave();
    }
  }

  private Permit claimNext(String route) throws InterruptedException {
    if (unsure && running.isEmpty()) {
      repository.releaseAll(fleet.session());
      unsure = false;
    }
    Stopwatch started = Stopwatch.start(clock);
    Optional<Evaluation> claimed = repository.claim(fleet.session(), route, started.started());
    if (claimed.isEmpty()) {
      return Permit.USED;
    }
    Evaluation evaluation = claimed.get();
    observer.claimed(evaluation, fleet.own().name());
    return measure(evaluation, started);
  }

  private Permit measure(Evaluation evaluation, Stopwatch started) throws InterruptedException {
    FutureTask<Done> task = new FutureTask<>(() -> measured(evaluation));
    running.put(evaluation.id(), new Running(evaluation.attempt(), task, null));
    try {
      if (!repository.runs(evaluation.id(), evaluation.attempt())) {
        return Permit.USED;
      }
      Thread worker = Thread.ofPlatform().name("measuring-" + evaluation.id()).start(task);
      return conclude(evaluation, started, await(task, worker));
    } catch (InterruptedException e) {
      giveBack(evaluation);
      throw e;
    } finally {
      running.remove(evaluation.id());
    }
  }

  private void giveBack(Evaluation evaluation) {
    try {
      if (repository.handBack(evaluation.id(), evaluation.attempt())) {
        observer.returned(evaluation, "The service stops.");
      }
    } catch (DataAccessException | TransactionException e) {
      log.atWarn()
          .addKeyValue("evaluation", evaluation.id())
          .setCause(e)
          .log("not given back; it is queued again when this node's session ends");
    }
  }

  private Optional<Done> await(FutureTask<Done> task, Thread worker) throws InterruptedException {
    try {
      return Optional.of(task.get());
    } catch (CancellationException cancelled) {
      worker.join();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(
          new Done(
              new Outcome.MachineFault(
                  new Failure(
                      Failure.Code.HELPER_UNAVAILABLE,
                      "The helper could not be used: " + e.getCause())),
              null));
    } catch (InterruptedException e) {
      task.cancel(true);
      worker.join();
      throw e;
    }
  }

  private Done measured(Evaluation evaluation) throws InterruptedException {
    Optional<Model> found;
    try {
      found = requests.model(evaluation);
    } catch (CoreMlFormatException | IOException e) {
      return Done.failed("The stored model cannot be read: " + e.getMessage());
    }
    if (found.isEmpty()) {
      return Done.failed("The model is no longer in the store; upload it again.");
    }
    Model model = found.get();
    Outcome outcome =
        measurer.measure(
            requests.request(evaluation, seen -> needsPlan(evaluation, model, seen)),
            phase -> entered(evaluation, phase));
    return outcome instanceof Outcome.Observed(Observation seen)
        ? decided(evaluation, model, seen, outcome)
        : new Done(outcome, null);
  }

  /** A decision that cannot be made needs no plan: it fails once the run has ended. */
  private boolean needsPlan(Evaluation evaluation, Model model, Observation seen) {
    try {
      return measurements.reader().decide(model, evaluation.options(), seen).needsPlan();
    } catch (RuntimeException | StackOverflowError e) {
      return false;
    }
  }

  /** A fault of ours must end this evaluation, not be taken for the machine's and tried again. */
  private Done decided(Evaluation evaluation, Model model, Observation seen, Outcome outcome)
      throws InterruptedException {
    try {
      MeasuredVerdict decision = measurements.reader().decide(model, evaluation.options(), seen);
      Proof proof = seen.proof();
      if (decision.verdict().status() == Verdict.Status.NONE) {
        // That nothing was seen is worth only as much as the hooks are now.
        proof = measurer.prove();
        decision = measurements.reader().decide(model, evaluation.options(), seen, proof);
      }
      return new Done(outcome, new Decided(model, seen, proof, decision));
    } catch (RuntimeException | StackOverflowError e) {
      log.atError().addKeyValue("evaluation", evaluation.id()).setCause(e).log("not decided");
      return new Done(
          new Outcome.ModelFailed(
              new Failure(
                  Failure.Code.OTHER_ERROR,
                  "What was seen could not be decided on by a fault of the service; its log has"
                      + " the details.")),
          null);
    }
  }

  private void entered(Evaluation evaluation, Measurer.Phase phase) {
    running.computeIfPresent(
        evaluation.id(), (_, was) -> new Running(was.attempt(), was.task(), phase));
    observer.phase(evaluation, phase);
  }

  private Permit conclude(Evaluation evaluation, Stopwatch started, Optional<Done> done)
      throws InterruptedException {
    if (done.isEmpty()) {
      return Permit.USED;
    }
    return switch (done.get().outcome()) {
      case Outcome.Observed _ -> finish(evaluation, started, done.get().decided(), null);
      case Outcome.ModelFailed failed -> finish(evaluation, started, null, failed.failure());
      case Outcome.HelperFailed failed -> finish(evaluation, started, null, failed.failure());
      case Outcome.MachineFault fault -> {
        if (evaluation.attempt() >= MAXIMUM_ATTEMPTS) {
          yield finish(evaluation, started, null, fault.failure());
        }
        if (patience.write(
            evaluation.id(), () -> repository.release(evaluation.id(), evaluation.attempt()))) {
          observer.returned(evaluation, fault.failure().message());
          yield Permit.KEPT;
        }
        yield Permit.USED;
      }
    };
  }

  private Permit finish(
      Evaluation evaluation,
      Stopwatch started,
      @Nullable Decided decided,
      @Nullable Failure failure)
      throws InterruptedException {
    Predictions.Result predicted = predictions.take(evaluation);
    Measurement measurement =
        decided == null
            ? null
            : measurements.of(evaluation.options(), decided, predicted.operations());
    Plan plan = decided == null ? null : decided.seen().plan();
    Answer answer =
        new Answer(
            measurement == null ? null : measurement.verdict(),
            measurement == null ? List.of() : measurement.segments(),
            predicted.summaries(),
            measurement,
            failure,
            environments.now());
    Ending ending =
        new Ending(
            failure == null ? EvaluationState.SUCCEEDED : EvaluationState.FAILED,
            started.now(),
            answer,
            predicted.operations(),
            plan == null ? List.of() : plan.rows());
    if (patience.write(
        evaluation.id(),
        () -> repository.finishMeasurement(evaluation.id(), evaluation.attempt(), ending))) {
      observer.ended(evaluation, ending, Duration.between(started.started(), ending.at()));
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

  /** Kills everything that runs on this node; false where nothing does. */
  boolean killAll() {
    List<Running> all = List.copyOf(running.values());
    all.forEach(mine -> mine.task().cancel(true));
    return !all.isEmpty();
  }

  /** Kills what was cancelled or claimed anew by another node. */
  void killLost() {
    running.forEach((id, mine) -> {
      if (!repository.runs(id, mine.attempt())) {
        mine.task().cancel(true);
      }
    });
  }

  /** Returns the ids of the evaluations that run on this node. */
  List<String> running() {
    return running.keySet().stream().sorted().toList();
  }

  /** Returns the phase of an evaluation that runs on this node. */
  Optional<Measurer.Phase> phase(String id) {
    return Optional.ofNullable(running.get(id)).map(Running::phase);
  }

  private record Running(int attempt, FutureTask<Done> task, Measurer.@Nullable Phase phase) {}

  /**
   * What a measurement came to.
   *
   * @param decided null unless the model was observed
   */
  private record Done(Outcome outcome, @Nullable Decided decided) {

    static Done failed(String message) {
      return new Done(new Outcome.ModelFailed(new Failure(Failure.Code.READ_ERROR, message)), null);
    }
  }

  /** What is left of a permit. */
  enum Permit {
    /** It is gone. */
    USED,
    /** It is due again a little later. */
    KEPT,
    /** It is due again after a while: each time costs commits on a disk that has no room. */
    PUT_OFF
  }
}
