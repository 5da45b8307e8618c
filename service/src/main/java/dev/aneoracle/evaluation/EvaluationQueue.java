package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.host.HostInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets evaluations in: at most so many, each question once, row and permit in one transaction. A
 * permit is a scheduled execution without an evaluation's id; whoever gets it claims the row that
 * is next by then.
 */
final class EvaluationQueue {

  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);

  private final EvaluationRepository repository;
  private final TransactionOperations transaction;
  private final Supplier<SchedulerClient> scheduler;
  private final PredictionPool predictions;
  private final Measurer measurer;
  private final HostInfo host;
  private final String ruleSet;
  private final QueueLimits limits;
  private final ServiceTimes times;
  private final EvaluationObserver observer;
  private final IdSource ids;
  private final InstantSource clock;

  EvaluationQueue(
      EvaluationRepository repository,
      TransactionOperations transaction,
      Supplier<SchedulerClient> scheduler,
      PredictionPool predictions,
      Measurer measurer,
      HostInfo host,
      String ruleSet,
      QueueLimits limits,
      ServiceTimes times,
      EvaluationObserver observer,
      IdSource ids,
      InstantSource clock) {
    this.repository = repository;
    this.transaction = transaction;
    this.scheduler = scheduler;
    this.predictions = predictions;
    this.measurer = measurer;
    this.host = host;
    this.ruleSet = ruleSet;
    this.limits = limits;
    this.times = times;
    this.observer = observer;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns the name of the task whose executions are permits on hosts of the kind. */
  static String permitTask(HostInfo host) {
    return "run-" + host.kind();
  }

  Acceptance accept(ModelSummary model, Submission submission) {
    Capability capability = measurer.capability();
    String question = Question.of(model.digest(), submission.options(), ruleSet, capability, host);
    NewEvaluation evaluation =
        new NewEvaluation(
            ids.next(),
            switch (capability) {
              case Capability.CanMeasure _ -> EvaluationKind.MEASURE;
              case Capability.CannotMeasure _ -> EvaluationKind.PREDICT;
            },
            submission.priority(),
            question,
            clock.instant(),
            model,
            submission.options(),
            submission.labels());
    Optional<Evaluation> known =
        java.util.Objects.requireNonNull(
            transaction.execute(_ -> insertUnlessKnown(evaluation, submission)));
    if (known.isPresent()) {
      observer.known(known.get());
      return new Acceptance.Known(known.get());
    }
    observer.accepted(evaluation);
    if (evaluation.kind() == EvaluationKind.MEASURE) {
      wakeScheduler();
    }
    predictions.submit(evaluation.id());
    return new Acceptance.Queued(repository.find(evaluation.id()).orElseThrow());
  }

  private Optional<Evaluation> insertUnlessKnown(NewEvaluation evaluation, Submission submission) {
    if (submission.reuse() == Submission.Reuse.KNOWN_ANSWER) {
      Optional<Evaluation> known = repository.findByQuestion(evaluation.question());
      if (known.isPresent()) {
        String id = known.get().id();
        if (known.get().labels().containsAll(evaluation.labels())) {
          return known;
        }
        repository.addLabels(id, evaluation.labels());
        return repository.find(id);
      }
    }
    requireRoom();
    repository.insert(evaluation);
    if (evaluation.kind() == EvaluationKind.MEASURE) {
      addPermit(evaluation.id());
    }
    return Optional.empty();
  }

  void addPermit(String instance) {
    scheduler
        .get()
        .scheduleIfNotExists(new TaskInstance<>(permitTask(host), instance), clock.instant());
  }

  /** The scheduler's own look at a new permit comes before the transaction that writes it ends. */
  private void wakeScheduler() {
    if (scheduler.get() instanceof Scheduler running) {
      running.triggerCheckForDueExecutions();
    }
  }

  void requireRoom() {
    Depth depth = repository.depth();
    if (depth.evaluations() >= limits.evaluations() || depth.bytes() >= limits.bytes().toBytes()) {
      Duration retryAfter =
          switch (measurer.capability()) {
            case Capability.CanMeasure _ -> times.expected(EvaluationKind.MEASURE, 1, 1);
            case Capability.CannotMeasure _ ->
                times.expected(EvaluationKind.PREDICT, 1, predictions.size());
          };
      throw new QueueFullException(
          "%d evaluations with %d bytes of models are queued; the limits are %d and %d. Try again later."
              .formatted(
                  depth.evaluations(),
                  depth.bytes(),
                  limits.evaluations(),
                  limits.bytes().toBytes()),
          retryAfter.compareTo(SHORTEST_RETRY) < 0 ? SHORTEST_RETRY : retryAfter);
    }
  }
}
