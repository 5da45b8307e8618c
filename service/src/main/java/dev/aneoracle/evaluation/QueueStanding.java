package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.QueueCounts.Load;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says how the queue stands, and whether this node still takes work from it. Thread-safe. */
public final class QueueStanding {

  private final QueueCounts counts;
  private final Fleet fleet;
  private final Measurer measurer;
  private final QueueLimits limits;
  private final Duration stuckAfter;
  private final InstantSource clock;
  private final LongSupplier nanoseconds;
  private volatile long progressAt;
  private volatile @Nullable Sight oldestSeen;

  QueueStanding(
      QueueCounts counts,
      Fleet fleet,
      Measurer measurer,
      QueueLimits limits,
      Duration stuckAfter,
      EvaluationWatch watch,
      InstantSource clock,
      LongSupplier nanoseconds) {
    this.counts = counts;
    this.fleet = fleet;
    this.measurer = measurer;
    this.limits = limits;
    this.stuckAfter = stuckAfter;
    this.clock = clock;
    this.nanoseconds = nanoseconds;
    this.progressAt = nanoseconds.getAsLong();
    watch.onChange(this::noted);
  }

  private void noted(EvaluationChange change) {
    switch (change) {
      case EvaluationChange.Queued _ -> {}
      case EvaluationChange.Running _, EvaluationChange.Ended _ ->
          progressAt = nanoseconds.getAsLong();
    }
  }

  /** Takes note that the node begins anew, as after maintenance. */
  void begins() {
    progressAt = nanoseconds.getAsLong();
  }

  /** Looks at the queue. */
  public Standing now() {
    Load load = counts.load();
    Instant oldest = load.oldest();
    return new Standing(
        load.queued(),
        load.running(),
        oldest == null ? Duration.ZERO : since(oldest),
        full(load),
        stuck());
  }

  private @Nullable String full(Load load) {
    QueueLimits.Bounds all = limits.all();
    return load.queued() >= all.evaluations() || load.bytes() >= all.bytes().toBytes()
        ? "The queue is full: %d evaluations with %d bytes of models; the limits are %d and %d."
            .formatted(load.queued(), load.bytes(), all.evaluations(), all.bytes().toBytes())
        : null;
  }

  private @Nullable String stuck() {
    Duration idle = elapsed(progressAt);
    Optional<Duration> waited =
        idle.compareTo(stuckAfter) <= 0
            ? Optional.empty()
            : counts.waitingFor(fleet.session(), !fleet.shared(), routes()).map(this::waitedSince);
    if (waited.isEmpty()) {
      oldestSeen = null;
    }
    return waited
        .filter(time -> time.compareTo(stuckAfter) > 0)
        .map(time ->
            "Nothing was begun or ended here for %s, though an evaluation that this node may take has waited for %s."
                .formatted(idle, time))
        .orElse(null);
  }

  /** Where the clock was set back only having seen it wait tells for how long it has. */
  private Duration waitedSince(Instant submitted) {
    Sight first = oldestSeen;
    if (first == null || !first.submitted().equals(submitted)) {
      first = new Sight(submitted, nanoseconds.getAsLong());
      oldestSeen = first;
    }
    Duration seen = elapsed(first.at());
    Duration told = since(submitted);
    return told.compareTo(seen) > 0 ? told : seen;
  }

  private List<String> routes() {
    return switch (measurer.capability()) {
      case Capability.CanMeasure _ when fleet.own().report().maintenance() == null ->
          List.of(Route.ANY, fleet.own().report().kind(), Route.toNode(fleet.own().name()));
      case Capability.CanMeasure _, Capability.CannotMeasure _ -> List.of("");
    };
  }

  private Duration since(Instant then) {
    Duration passed = Duration.between(then, clock.instant());
    return passed.isNegative() ? Duration.ZERO : Duration.ofSeconds(passed.toSeconds());
  }

  private Duration elapsed(long from) {
    return Duration.ofSeconds(Duration.ofNanos(nanoseconds.getAsLong() - from).toSeconds());
  }

  /** The oldest evaluation that waits, and when it was seen first. */
  private record Sight(Instant submitted, long at) {}

  /**
   * How the queue stands.
   *
   * @param queued evaluations that wait
   * @param running measurements under way, on any node
   * @param oldestWaits how long the oldest of those that wait has waited
   * @param full why it takes no more, null where it does
   * @param stuck why it is taken not to move, null where it does
   */
  public record Standing(
      int queued,
      int running,
      Duration oldestWaits,
      @Nullable String full,
      @Nullable String stuck) {}
}
