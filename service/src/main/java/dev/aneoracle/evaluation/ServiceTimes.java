package dev.aneoracle.evaluation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Remembers how long evaluations of each kind take lately, as a moving average. Thread-safe. */
final class ServiceTimes {

  /** What a client that must come again is told before anything was measured. */
  private static final Map<EvaluationKind, Duration> ASSUMED =
      Map.of(
          EvaluationKind.PREDICT, Duration.ofMillis(50),
          EvaluationKind.MEASURE, Duration.ofSeconds(20));

  private static final int WEIGHT_OF_PAST = 7;

  private final Map<EvaluationKind, Duration> averages = new EnumMap<>(EvaluationKind.class);

  synchronized void record(EvaluationKind kind, Duration taken) {
    averages.merge(
        kind,
        taken,
        (past, now) -> past.multipliedBy(WEIGHT_OF_PAST).plus(now).dividedBy(WEIGHT_OF_PAST + 1L));
  }

  /** Returns how long one evaluation takes; empty where none was measured. */
  synchronized Optional<Duration> measured(EvaluationKind kind) {
    return Optional.ofNullable(averages.get(kind));
  }

  /** Returns how long the given number of evaluations takes in the given number of workers. */
  Duration expected(EvaluationKind kind, int evaluations, int workers) {
    return measured(kind)
        .or(() -> Optional.ofNullable(ASSUMED.get(kind)))
        .orElseThrow()
        .multipliedBy(evaluations)
        .dividedBy(workers);
  }
}
