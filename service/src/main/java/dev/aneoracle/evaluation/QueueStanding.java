package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.QueueCounts.Load;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how the queue stands, and whether this node still takes work from it. Thread-safe. */
public final class QueueStanding {

  private final QueueCounts counts;
  private final Fleet fleet;
  private final Measurer measurer;
  private final QueueLimits limits;
  private final Duration stuckAfter;
  private final InstantSource clock;
  private volatile Instant progressAt;

  QueueStanding(
      QueueCounts counts,
      Fleet fleet,
      Measurer measurer,
      QueueLimits limits,
      Duration stuckAfter,
      EvaluationWatch watch,
      InstantSource clock) {
    this.counts = counts;
    this.fleet = fleet;
    this.measurer = measurer;
    this.limits = limits;
    this.stuckAfter = stuckAfter;
    this.clock = clock;
    this.progressAt = clock.instant();
    watch.onChange(this::noted);
  }

  private void noted(EvaluationChange change) {
    switch (change) {
      case EvaluationChange.Queued _ -> {}
      case EvaluationChange.Running _, EvaluationChange.Ended _ -> progressAt = clock.instant();
    }
  }

  /** Takes note that the node begins anew, as after maintenance. */
  void begins() {
    progressAt = clock.instant();
  }

  /** Looks at the queue. */
  public Standing now() {
    Load load = counts.load();
    Instant oldest = load.oldest();
    return new Standing(
        load.queued(),
        load.running(),
        oldest == null ? Duration.ZERO : since(oldest),
        because(load));
  }

  private @Nullable String because(Load load) {
    QueueLimits.Bounds all = limits.all();
    if (load.queued() >= all.evaluations() || load.bytes() >= all.bytes().toBytes()) {
      return "The queue is full: %d evaluations with %d bytes of models; the limits are %d and %d."
          .formatted(load.queued(), load.bytes(), all.evaluations(), all.bytes().toBytes());
    }
    Duration idle = since(progressAt);
    if (idle.compareTo(stuckAfter) <= 0) {
      return null;
    }
    return counts
        .waitingFor(fleet.session(), routes())
        .map(this::since)
        .filter(waited -> waited.compareTo(stuckAfter) > 0)
        .map(waited ->
            "Nothing was begun or ended here for %s, though an evaluation that this node may take has waited for %s."
                .formatted(idle, waited))
        .orElse(null);
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

  /**
   * How the queue stands.
   *
   * @param queued evaluations that wait
   * @param running measurements under way, on any node
   * @param oldestWaits how long the oldest of those that wait has waited
   * @param because why it takes no more or does not move, null where it does
   */
  public record Standing(int queued, int running, Duration oldestWaits, @Nullable String because) {}
}
