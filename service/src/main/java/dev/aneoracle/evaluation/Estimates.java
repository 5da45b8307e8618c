package dev.aneoracle.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when evaluations will probably start and end: from the service times measured lately, what
 * is ahead in the queue and what is running. Says nothing where nothing was measured, or nobody
 * measures now.
 */
final class Estimates {

  private static final int EARLIER = 20;
  private static final int MOST_RUNNING = 16;

  private final EvaluationRepository repository;
  private final ServiceTimes times;
  private final IntSupplier predictionThreads;
  private final BooleanSupplier measurementsTaken;
  private final InstantSource clock;

  Estimates(
      EvaluationRepository repository,
      ServiceTimes times,
      IntSupplier predictionThreads,
      BooleanSupplier measurementsTaken,
      InstantSource clock) {
    this.repository = repository;
    this.times = times;
    this.predictionThreads = predictionThreads;
    this.measurementsTaken = measurementsTaken;
    this.clock = clock;
  }

  /** Takes the times of the last evaluations of an earlier run for measured. */
  void learnFromHistory() {
    EvaluationFilter succeeded = EvaluationFilter.none().with(EvaluationState.SUCCEEDED);
    for (Evaluation earlier : repository.list(succeeded, null, EARLIER).reversed()) {
      Instant started = earlier.startedAt();
      Instant finished = earlier.finishedAt();
      if (started != null && finished != null && !finished.isBefore(started)) {
        times.record(earlier.kind(), Duration.between(started, finished));
      }
    }
  }

  /**
   * Returns when a queued evaluation will be taken and done.
   *
   * @param pace the same for all that are asked for at once
   */
  Estimate queued(Evaluation evaluation, int ahead, Supplier<Pace> pace) {
    Optional<Duration> each = times.measured(evaluation.kind());
    boolean taken = evaluation.kind() == EvaluationKind.PREDICT || measurementsTaken.getAsBoolean();
    if (each.isEmpty() || !taken) {
      return Estimate.UNKNOWN;
    }
    Duration wait =
        switch (evaluation.kind()) {
          case PREDICT ->
              each.get().multipliedBy(ahead).dividedBy(Math.max(1, predictionThreads.getAsInt()));
          case MEASURE -> pace.get().untilMeasured(ahead);
        };
    Instant start = clock.instant().plus(wait);
    return new Estimate(start, start.plus(each.get()));
  }

  /** Returns whether nobody measures now, so that what comes is predicted. */
  boolean onlyPredictions() {
    return !measurementsTaken.getAsBoolean();
  }

  /**
   * Returns how fast the queue is served, by what is assumed where nothing was measured. As many
   * measurements as run now share the queue; a single one has it for itself.
   */
  Pace pace() {
    Duration each = times.expected(EvaluationKind.MEASURE, 1, 1);
    EvaluationFilter filter = EvaluationFilter.none().with(EvaluationState.RUNNING);
    List<Evaluation> running = repository.list(filter, null, MOST_RUNNING);
    Duration untilFree =
        running.stream()
            .map(one -> remaining(one, each))
            .min(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return new Pace(
        times.expected(EvaluationKind.PREDICT, 1, 1),
        Math.max(1, predictionThreads.getAsInt()),
        each,
        Math.max(1, running.size()),
        untilFree);
  }

  private Duration remaining(Evaluation running, Duration each) {
    Instant started = running.startedAt();
    Duration left = started == null ? each : each.minus(Duration.between(started, clock.instant()));
    // One that starts in the future started before the clock was set back.
    return left.isNegative() ? Duration.ZERO : left.compareTo(each) > 0 ? each : left;
  }

  /** Returns when a running evaluation will be done; nothing once it takes longer than usual. */
  Estimate running(Evaluation evaluation) {
    Instant started = evaluation.startedAt();
    return times
        .measured(evaluation.kind())
        .filter(_ -> started != null && !started.isAfter(clock.instant()))
        .map(each -> java.util.Objects.requireNonNull(started).plus(each))
        .filter(end -> end.isAfter(clock.instant()))
        .map(end -> new Estimate(null, end))
        .orElse(Estimate.UNKNOWN);
  }

  /**
   * When something will probably happen, null where that is not known.
   *
   * @param startAt null for what has started too
   */
  record Estimate(@Nullable Instant startAt, @Nullable Instant endAt) {
    static final Estimate UNKNOWN = new Estimate(null, null);
  }
}
