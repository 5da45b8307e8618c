package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.aneoracle.coreml.Model;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets evaluations in: at most so many, each question once, row and permit in one transaction. A
 * permit is a scheduled execution without an evaluation's id; whoever gets it claims the row that
 * is next by then.
 */
final class EvaluationQueue {

  private final EvaluationRepository repository;
  private final TransactionOperations transaction;
  private final Supplier<SchedulerClient> scheduler;
  private final PredictionPool predictions;
  private final Fleet fleet;
  private final Routes routes;
  private final String ruleSet;
  private final IdempotencyKeys keys;
  private final Admission admission;
  private final EvaluationObserver observer;
  private final IdSource ids;
  private final InstantSource clock;

  EvaluationQueue(
      EvaluationRepository repository,
      TransactionOperations transaction,
      Supplier<SchedulerClient> scheduler,
      PredictionPool predictions,
      Fleet fleet,
      String ruleSet,
      IdempotencyKeys keys,
      Admission admission,
      EvaluationObserver observer,
      IdSource ids,
      InstantSource clock) {
    this.repository = repository;
    this.transaction = transaction;
    this.scheduler = scheduler;
    this.predictions = predictions;
    this.fleet = fleet;
    this.routes = new Routes(fleet);
    this.ruleSet = ruleSet;
    this.keys = keys;
    this.admission = admission;
    this.observer = observer;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes in a question, unless its answer is known or under way.
   *
   * @param read the model itself, so that it need not be read again where it is predicted at once
   */
  Acceptance accept(ModelSummary model, Model read, Submission submission) {
    Optional<Route> route = routes.to(submission.options().host());
    String question =
        Question.of(model.digest(), submission.options(), ruleSet, route.orElse(null));
    NewEvaluation evaluation =
        new NewEvaluation(
            ids.next(),
            route.isPresent() ? EvaluationKind.MEASURE : EvaluationKind.PREDICT,
            submission.priority(),
            question,
            clock.instant(),
            model,
            submission.options(),
            submission.labels(),
            route.map(Route::name).orElse(""),
            fleet.session(),
            submission.submittedBy());
    Optional<Evaluation> known =
        java.util.Objects.requireNonNull(
            transaction.execute(_ -> answered(evaluation, submission)));
    if (known.isPresent()) {
      observer.known(known.get());
      Waiting asked = submission.asking(known.get().id());
      onceCommitted(() -> predictions.join(asked));
      return new Acceptance.Known(known.get());
    }
    onceCommitted(() -> {
      observer.accepted(evaluation);
      if (evaluation.kind() == EvaluationKind.MEASURE) {
        wakeScheduler();
      }
      predictions.submit(evaluation.waiting(), read);
    });
    return new Acceptance.Queued(evaluation.queued());
  }

  /**
   * The model may be guarded by a transaction around this one: before its end the row is not there.
   */
  private static void onceCommitted(Runnable action) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  private Optional<Evaluation> answered(NewEvaluation evaluation, Submission submission) {
    IdempotencyKey key = submission.key();
    if (key == null) {
      return insertUnlessKnown(evaluation, submission);
    }
    String fingerprint = Question.fingerprint(evaluation.model().digest(), submission);
    Optional<String> earlier = keys.take(key, fingerprint);
    if (earlier.isPresent()) {
      return repository.find(earlier.get());
    }
    Optional<Evaluation> known = insertUnlessKnown(evaluation, submission);
    keys.answer(key, known.map(Evaluation::id).orElse(evaluation.id()));
    return known;
  }

  private Optional<Evaluation> insertUnlessKnown(NewEvaluation evaluation, Submission submission) {
    repository.admitOneByOne();
    if (submission.reuse() == Submission.Reuse.KNOWN_ANSWER) {
      Optional<Evaluation> known = repository.findByQuestion(evaluation.question());
      if (known.isPresent()) {
        String id = known.get().id();
        boolean joined =
            known.get().state() == EvaluationState.QUEUED && repository.join(submission.asking(id));
        if (!joined && known.get().labels().containsAll(evaluation.labels())) {
          return known;
        }
        repository.addLabels(id, evaluation.labels());
        return repository.find(id);
      }
    }
    admission.requireRoom(submission.by());
    repository.insert(evaluation);
    if (evaluation.kind() == EvaluationKind.MEASURE) {
      addPermit(evaluation.id(), evaluation.route(), evaluation.priority());
    }
    return Optional.empty();
  }

  /** Permits of several routes are taken by priority too, as their evaluations are within one. */
  void addPermit(String instance, String route, int priority) {
    TaskInstance<Void> permit =
        new TaskInstance.Builder<Void>(Route.task(route), instance).priority(priority).build();
    scheduler.get().scheduleIfNotExists(permit, clock.instant());
  }

  /** The scheduler's own look at a new permit comes before the transaction that writes it ends. */
  private void wakeScheduler() {
    if (scheduler.get() instanceof Scheduler running) {
      running.triggerCheckForDueExecutions();
    }
  }

  /** Leaves room out of account for a key that is answered already. */
  Arrivals.Place enter(Applicant who, @Nullable IdempotencyKey key) {
    return key != null && keys.known(key) ? () -> {} : admission.enter(who);
  }
}
