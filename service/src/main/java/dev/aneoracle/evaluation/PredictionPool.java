package dev.aneoracle.evaluation;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.evaluation.EvaluationRepository.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Predicts every accepted model in threads of its own, so that a prediction never waits for a
 * helper, in the {@link FairOrder}, so that one never waits for all of another's either. An
 * evaluation that asks for no more ends here. For one that waits for the helper the prediction is
 * kept in memory and written with the measurement; it can be made again at any time.
 */
final class PredictionPool implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PredictionPool.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final EvaluationRepository repository;
  private final Predictions predictions;
  private final Environments environments;
  private final EvaluationObserver observer;
  private final InstantSource clock;
  private final ExecutorService workers;
  private final int size;
  private final Map<String, Predictions.Result> waiting = new ConcurrentHashMap<>();
  private final FairQueue queue = new FairQueue();
  private final Map<String, Model> read = new ConcurrentHashMap<>();
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  PredictionPool(
      EvaluationRepository repository,
      Predictions predictions,
      Environments environments,
      EvaluationObserver observer,
      InstantSource clock,
      int size) {
    this.repository = repository;
    this.predictions = predictions;
    this.environments = environments;
    this.observer = observer;
    this.clock = clock;
    this.size = size;
    this.workers =
        Executors.newFixedThreadPool(
            size, Thread.ofPlatform().name("prediction-", 1).daemon().factory());
  }

  int size() {
    return size;
  }

  /** Predicts an evaluation; one that waits already does not wait twice. */
  void submit(Waiting one) {
    enqueue(one, null);
  }

  /**
   * Predicts an evaluation that was just accepted. The model is kept where nothing waits before it:
   * models of a long queue would fill the memory.
   */
  void submit(Waiting one, Model model) {
    enqueue(one, queue.isEmpty() ? model : null);
  }

  private void enqueue(Waiting one, @Nullable Model model) {
    if (pending.add(one.id())) {
      if (model != null) {
        read.put(one.id(), model);
      }
      queue.add(one);
      workers.execute(this::runNext);
    }
  }

  /** Notes that someone else asks for what waits here already. */
  void join(Waiting asked) {
    queue.join(asked);
  }

  /** Returns how many are predicted before one; empty where it is not for this pool. */
  OptionalInt ahead(String id) {
    OptionalInt ahead = queue.ahead(id);
    return ahead.isEmpty() && running.contains(id) ? OptionalInt.of(0) : ahead;
  }

  FairOrder order() {
    return queue.order();
  }

  /** Runs something once what was submitted before is done; exact where there is one thread. */
  void afterAll(Runnable action) {
    workers.execute(action);
  }

  /** Returns the prediction of an evaluation that waits for the helper, empty until it is made. */
  Optional<Predictions.Result> waiting(String id) {
    return Optional.ofNullable(waiting.get(id));
  }

  /** Returns the prediction for an evaluation, made now where it is not waiting, and forgets it. */
  Predictions.Result take(Evaluation evaluation) {
    Predictions.Result made = waiting.remove(evaluation.id());
    return made == null ? predictions.of(evaluation, null) : made;
  }

  void forget(String id) {
    waiting.remove(id);
  }

  /** Returns the ids of the evaluations whose predictions wait for a helper. */
  Set<String> waiting() {
    return Set.copyOf(waiting.keySet());
  }

  private void runNext() {
    queue.take().map(Waiting::id).ifPresent(id -> run(id, read.remove(id)));
  }

  private void run(String id, @Nullable Model model) {
    running.add(id);
    // Whoever submits it from now on saw the row change, perhaps after it is read here.
    pending.remove(id);
    try {
      repository
          .find(id)
          .filter(evaluation -> evaluation.state() == EvaluationState.QUEUED)
          .ifPresent(evaluation -> predict(evaluation, model));
    } catch (DataAccessException | TransactionException e) {
      // The row stays queued and is taken up again a little later.
      log.atWarn()
          .addKeyValue("evaluation", id)
          .addKeyValue("why", String.valueOf(e.getMessage()))
          .log("prediction not written");
    } finally {
      running.remove(id);
    }
  }

  private void predict(Evaluation evaluation, @Nullable Model model) {
    Stopwatch started = Stopwatch.start(clock);
    Predictions.Result result = predictions.of(evaluation, model);
    switch (evaluation.kind()) {
      case PREDICT -> finish(evaluation, started, result);
      case MEASURE -> {
        waiting.put(evaluation.id(), result);
        if (repository.unended(List.of(evaluation.id())).isEmpty()) {
          waiting.remove(evaluation.id());
        }
      }
    }
  }

  private void finish(Evaluation evaluation, Stopwatch started, Predictions.Result result) {
    Ending ending =
        switch (result) {
          case Predictions.Predicted _ -> succeeded(result, started.now());
          case Predictions.Failed failed ->
              Ending.withoutPlan(
                  EvaluationState.FAILED,
                  started.now(),
                  new Answer(
                      null, List.of(), List.of(), null, failed.failure(), environments.now()),
                  List.of());
        };
    if (repository.finishPrediction(evaluation.id(), started.started(), ending)) {
      observer.ended(evaluation, ending, Duration.between(started.started(), ending.at()));
    }
  }

  private Ending succeeded(Predictions.Result result, Instant at) {
    List<PredictionSummary> summaries = result.summaries();
    return Ending.withoutPlan(
        EvaluationState.SUCCEEDED,
        at,
        new Answer(
            summaries.getFirst().verdict(),
            summaries.getFirst().segments(),
            summaries,
            null,
            null,
            environments.now()),
        result.operations());
  }

  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
