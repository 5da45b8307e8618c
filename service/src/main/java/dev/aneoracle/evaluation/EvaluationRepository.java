package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Plan;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps evaluations. Every change of state is one statement with a guard on the state and attempt
 * it came from, so that a worker that lost its claim changes nothing.
 */
interface EvaluationRepository {

  /** Holds other submissions back until the transaction ends. */
  void admitOneByOne();

  /** Writes a new evaluation. */
  void insert(NewEvaluation evaluation);

  Optional<Evaluation> find(String id);

  /** Returns those of the evaluations that there are. */
  List<Evaluation> find(Collection<String> ids);

  /** Returns the newest evaluation of the question that did not fail and was not cancelled. */
  Optional<Evaluation> findByQuestion(String question);

  /**
   * Returns a page, newest first.
   *
   * @param before only evaluations with a smaller id, null from the newest on
   */
  List<Evaluation> list(EvaluationFilter filter, @Nullable String before, int limit);

  /** Adds labels; those that are there already stay. */
  void addLabels(String id, List<String> labels);

  /**
   * Claims the measurement of the route that is next in the {@link FairOrder} for the owner: it is
   * RUNNING with a new attempt.
   */
  Optional<Evaluation> claim(String owner, String route, Instant now);

  /**
   * Notes that someone asks for a queued evaluation too: it and its permit take the higher
   * priority, and it takes its turn with the one of both in whose line less stands before it.
   *
   * @return false where that changes nothing
   */
  boolean join(Waiting asked);

  /**
   * Gives a claimed evaluation back as if it had not been claimed: the attempt does not count. Only
   * the worker that holds the claim may, once it is done with it.
   */
  boolean handBack(String id, int attempt);

  /** Ends a queued prediction; false where it was no longer queued. */
  boolean finishPrediction(String id, Instant startedAt, Ending ending);

  /** Ends a running measurement; false where the attempt had lost its claim. */
  boolean finishMeasurement(String id, int attempt, Ending ending);

  /** Puts a running measurement back; false where the attempt had lost its claim. */
  boolean release(String id, int attempt);

  /** Puts back all that the owner was running; returns how many. */
  int releaseAll(String owner);

  /** Puts back all that runs under a session which no node has; returns how many. */
  int releaseOrphaned();

  /** Cancels what has not ended; false where it had ended or is not there. */
  boolean cancel(String id, Instant now);

  /** Removes what has ended; false where it has not or is not there. */
  boolean remove(String id);

  /** Returns the queued evaluations of the kind, oldest first. */
  List<Waiting> queued(EvaluationKind kind);

  /** Returns the queued predictions that the session accepted. */
  List<Waiting> predictionsOf(String session);

  /** Returns the queued predictions that were accepted under no session of now. */
  List<Waiting> orphanedPredictions();

  /** Returns the queued measurements that have no permit. */
  List<Permitless> withoutPermit();

  /** Returns those of the evaluations that have not ended. */
  Set<String> unended(Collection<String> ids);

  /** Turns every queued measurement into a prediction; returns how many. */
  int predictOnly();

  /**
   * Makes permits due that a clock which ran ahead put off, and ends the holds it left on others.
   *
   * @param now what no permit may be far ahead of
   */
  int hurryPermits(Instant now);

  /** Returns how much is queued, of both kinds. */
  Depth depth();

  /** Returns how much of a submitter is queued, of both kinds. */
  Depth depthOf(String submitter);

  /**
   * Returns how many queued evaluations of its kind and route will be taken before each one;
   * without those that are not queued.
   */
  Map<String, Integer> ahead(Collection<String> ids);

  /** Returns whether the evaluation runs and no later attempt has claimed it. */
  boolean runs(String id, int attempt);

  /** Returns the model as its newest evaluation knows it. */
  Optional<ModelSummary> model(String digest);

  /** Returns the order on a route on which the submitter has measurements, an empty one if none. */
  FairOrder orderOf(String submitter);

  /** Returns whether any evaluation is of the model. */
  boolean uses(String digest);

  /** Returns the placements of an ended evaluation, empty where it has none. */
  Optional<List<TargetOperations>> operations(String id);

  /** Returns the plan behind a measurement, empty where it has none. */
  Optional<List<Plan.Row>> plan(String id);

  /** A queued measurement without a permit. */
  record Permitless(String id, String route, int priority) {}

  /**
   * How much is queued.
   *
   * @param predictions how many of the evaluations are only predicted
   */
  record Depth(int evaluations, long bytes, int predictions) {
    Depth plus(int more) {
      return new Depth(evaluations + more, bytes, predictions);
    }
  }

  /** What an evaluation ends with. */
  record Ending(
      EvaluationState state,
      Instant at,
      Answer answer,
      List<TargetOperations> operations,
      List<Plan.Row> plan) {

    static Ending withoutPlan(
        EvaluationState state, Instant at, Answer answer, List<TargetOperations> operations) {
      return new Ending(state, at, answer, operations, List.of());
    }
  }
}
