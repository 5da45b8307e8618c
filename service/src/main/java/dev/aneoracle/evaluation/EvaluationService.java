package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.StagedBundle;
import dev.aneoracle.bundle.StoredBundle;
import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelReader;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.storage.StorageFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.util.function.SingletonSupplier;

/** The way in: submit a model, look at evaluations, take them away. Thread-safe. */
public final class EvaluationService {

  private static final Logger log = LoggerFactory.getLogger(EvaluationService.class);

  private static final int READERS = 2;

  private final BundleStore bundles;
  private final ModelReader reader;
  private final EvaluationRepository repository;
  private final EvaluationQueue queue;
  private final PredictionPool predictions;
  private final MeasuringWorker measuring;
  private final EvaluationFiles files;
  private final EvaluationObserver observer;
  private final Estimates estimates;
  private final InstantSource clock;

  private final ModelGuard guard;

  private final Semaphore reading = new Semaphore(READERS);

  EvaluationService(
      BundleStore bundles,
      ModelReader reader,
      EvaluationRepository repository,
      EvaluationQueue queue,
      PredictionPool predictions,
      MeasuringWorker measuring,
      EvaluationFiles files,
      ModelGuard guard,
      EvaluationObserver observer,
      Estimates estimates,
      InstantSource clock) {
    this.bundles = bundles;
    this.reader = reader;
    this.repository = repository;
    this.queue = queue;
    this.predictions = predictions;
    this.measuring = measuring;
    this.files = files;
    this.guard = guard;
    this.observer = observer;
    this.estimates = estimates;
    this.clock = clock;
  }

  /**
   * Refuses early what the queue would refuse after the upload, or keeps a place in it until the
   * model is submitted.
   *
   * @param who will submit
   * @param key the request's key, null without one: what was taken before needs no more room
   * @throws NoRoomException when the queue takes no more, of anyone or of the submitter
   */
  public Arrivals.Place enter(Applicant who, @Nullable IdempotencyKey key) {
    return queue.enter(who, key);
  }

  /**
   * Takes an uploaded model. When this returns the evaluation is durable.
   *
   * @throws CoreMlFormatException when the bundle holds no Core ML model
   * @throws InvalidOptionsException when the options do not fit the model
   * @throws NoRoomException when the queue takes no more, of anyone or of the submitter
   * @throws IdempotencyKeyReusedException when its key came with another request before
   */
  public Acceptance submit(StagedBundle staged, Submission submission)
      throws CoreMlFormatException, IOException {
    Model model = read(staged.path());
    submission.requireFits(model);
    ModelDigest digest = staged.digest();
    try {
      return storeAndAccept(staged, model, submission);
    } catch (NoRoomException | IdempotencyKeyReusedException | StorageFullException e) {
      removeIfUnused(digest);
      throw e;
    }
  }

  private Acceptance storeAndAccept(StagedBundle staged, Model model, Submission submission)
      throws CoreMlFormatException, IOException {
    return guard.using(
        staged.digest(),
        () -> {
          Instant start = clock.instant();
          String name = staged.name();
          StoredBundle stored = bundles.store(staged);
          observer.took("store", Duration.between(start, clock.instant()));
          return accept(name, stored, model, submission);
        });
  }

  /** Reads a model; so many at once that hostile ones together cannot fill the memory. */
  private Model read(Path path) throws CoreMlFormatException, IOException {
    reading.acquireUninterruptibly();
    Instant start = clock.instant();
    try {
      return reader.read(path);
    } finally {
      reading.release();
      observer.took("read", Duration.between(start, clock.instant()));
    }
  }

  /**
   * Takes a model that is in the store; empty where it is not.
   *
   * @throws InvalidOptionsException when the options do not fit the model
   * @throws NoRoomException when the queue takes no more, of anyone or of the submitter
   */
  public Optional<Acceptance> submit(ModelDigest digest, Submission submission)
      throws CoreMlFormatException, IOException {
    return guard.using(digest, () -> acceptStored(digest, submission));
  }

  private Optional<Acceptance> acceptStored(ModelDigest digest, Submission submission)
      throws CoreMlFormatException, IOException {
    Optional<StoredBundle> stored = bundles.secure(digest);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Model model = read(stored.get().path());
    submission.requireFits(model);
    String name =
        modelOf(digest)
            .map(ModelSummary::name)
            .orElse(String.valueOf(stored.get().path().getFileName()));
    return Optional.of(accept(name, stored.get(), model, submission));
  }

  private Acceptance accept(String name, StoredBundle stored, Model model, Submission submission) {
    ModelSummary summary =
        ModelSummary.of(
            stored.digest(), name, stored.format(), stored.bytes(), stored.warnings(), model);
    bundles.used(stored.digest(), clock.instant());
    return queue.accept(summary, model, submission);
  }

  /** Returns whether the evaluation is queued or running. */
  public boolean isUnderWay(String id) {
    return !repository.unended(List.of(id)).isEmpty();
  }

  /** Returns the evaluation with the given id. */
  public Optional<Evaluation> find(String id) {
    return repository.find(id);
  }

  /** Returns those of the evaluations that there are. */
  public List<Evaluation> find(Collection<String> ids) {
    return repository.find(ids);
  }

  /**
   * Returns evaluations, newest first.
   *
   * @param before only those with a smaller id, null from the newest on
   */
  public List<Evaluation> list(EvaluationFilter filter, @Nullable String before, int limit) {
    return repository.list(filter, before, limit);
  }

  /** Returns what is known of a queued or running evaluation besides its row. */
  public Progress progress(Evaluation evaluation) {
    return progress(List.of(evaluation)).getFirst();
  }

  /** Returns the same for each of several, which costs hardly more than for one. */
  public List<Progress> progress(List<Evaluation> evaluations) {
    Map<String, Integer> ahead = ahead(evaluations);
    Supplier<Pace> pace = SingletonSupplier.of(estimates::pace)::obtain;
    return evaluations.stream()
        .map(one -> progress(one, ahead.getOrDefault(one.id(), 0), pace))
        .toList();
  }

  private Progress progress(Evaluation evaluation, int ahead, Supplier<Pace> pace) {
    return switch (evaluation.state()) {
      case QUEUED ->
          new Progress(
              ahead + 1,
              null,
              estimates.queued(evaluation, ahead, pace),
              waitingPredictions(evaluation));
      case RUNNING ->
          new Progress(
              null,
              measuring.phase(evaluation.id()).orElse(null),
              estimates.running(evaluation),
              waitingPredictions(evaluation));
      case SUCCEEDED, FAILED, CANCELLED ->
          new Progress(null, null, Estimates.Estimate.UNKNOWN, List.of());
    };
  }

  /** Predictions wait in the memory of the node that took them in, not in the database. */
  private Map<String, Integer> ahead(List<Evaluation> evaluations) {
    Map<String, Integer> ahead = new HashMap<>();
    List<String> elsewhere = new ArrayList<>();
    for (Evaluation one : evaluations) {
      if (one.state() == EvaluationState.QUEUED) {
        OptionalInt here =
            switch (one.kind()) {
              case PREDICT -> predictions.ahead(one.id());
              case MEASURE -> OptionalInt.empty();
            };
        here.ifPresentOrElse(before -> ahead.put(one.id(), before), () -> elsewhere.add(one.id()));
      }
    }
    ahead.putAll(repository.ahead(elsewhere));
    return ahead;
  }

  private List<PredictionSummary> waitingPredictions(Evaluation evaluation) {
    return predictions
        .waiting(evaluation.id())
        .map(Predictions.Result::summaries)
        .orElse(List.of());
  }

  /** Returns the ids of the evaluations that this node measures now. */
  public List<String> measuringHere() {
    return measuring.running();
  }

  /**
   * Returns every operation's placement, one list a target; empty where there is none yet or the
   * evaluation failed.
   */
  public Optional<List<TargetOperations>> operations(String id) {
    return repository
        .operations(id)
        .or(() -> predictions.waiting(id).map(Predictions.Result::operations));
  }

  /** Returns what Core ML planned for every operation; empty where there is no plan. */
  public Optional<List<Plan.Row>> plan(String id) {
    return repository.plan(id);
  }

  /** Returns the model with the given digest as its newest evaluation knows it. */
  public Optional<ModelSummary> modelOf(ModelDigest digest) {
    return repository.model(digest.toString());
  }

  /**
   * Cancels an evaluation that has not ended, or removes one that has, with its model where nothing
   * else is of it.
   *
   * @return false where there is no such evaluation
   */
  public boolean delete(String id) throws IOException {
    if (repository.cancel(id, clock.instant())) {
      measuring.kill(id);
      predictions.forget(id);
      observer.cancelled(id);
      return true;
    }
    return removeEnded(id);
  }

  /** Removes an evaluation; false where it has not ended or is not there. */
  boolean removeEnded(String id) throws IOException {
    Optional<Evaluation> ended = repository.find(id);
    if (ended.isEmpty() || !repository.remove(id)) {
      return false;
    }
    files.delete(id);
    removeIfUnused(ModelDigest.parse(ended.get().model().digest()));
    return true;
  }

  /**
   * Removes the models that no evaluation is of, and folders of evaluations that are gone: a
   * service that was killed between storing one and writing its evaluation left them behind.
   */
  void removeUnused() {
    try {
      int removed = 0;
      for (ModelDigest digest : bundles.digests()) {
        if (!repository.uses(digest.toString())) {
          removeIfUnused(digest);
          removed++;
        }
      }
      files.sweep(id -> repository.find(id).isPresent());
      if (removed > 0) {
        log.atInfo().addKeyValue("models", removed).log("models without an evaluation removed");
      }
    } catch (IOException | DataAccessException e) {
      log.atWarn().setCause(e).log("models without an evaluation stay until the next start");
    }
  }

  private void removeIfUnused(ModelDigest digest) throws IOException {
    guard.alone(
        digest,
        () -> {
          if (!repository.uses(digest.toString())) {
            bundles.remove(digest);
          }
        });
  }

  /**
   * What moves while an evaluation has not ended.
   *
   * @param queuePosition 1 for the next one, null where it is not queued
   * @param phase what a running measurement does, null where that is not known here
   * @param estimatedStartAt from measured service times, null where it has started or nothing was
   *     measured
   * @param estimatedEndAt likewise, null also once it takes longer than usual
   * @param predictions made already, empty where not
   */
  public record Progress(
      @Nullable Integer queuePosition,
      Measurer.@Nullable Phase phase,
      @Nullable Instant estimatedStartAt,
      @Nullable Instant estimatedEndAt,
      List<PredictionSummary> predictions) {

    private Progress(
        @Nullable Integer queuePosition,
        Measurer.@Nullable Phase phase,
        Estimates.Estimate estimate,
        List<PredictionSummary> predictions) {
      this(queuePosition, phase, estimate.startAt(), estimate.endAt(), predictions);
    }
  }
}
