package dev.aneoracle.evaluation;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * How much may wait.
 *
 * @param all of all submitters together
 * @param each of each submitter, null where submitters have no names
 * @param named of some submitters, by their names
 */
public record QueueLimits(Bounds all, @Nullable Bounds each, Map<String, Bounds> named) {

  public QueueLimits {
    named = Map.copyOf(named);
  }

  /** Limits that all submitters share. */
  public QueueLimits(int evaluations, DataSize bytes) {
    this(new Bounds(evaluations, bytes), null, Map.of());
  }

  Optional<Bounds> quotaOf(String submitter) {
    return Optional.ofNullable(named.getOrDefault(submitter, each));
  }

  /**
   * How many evaluations, with how many bytes of models, may be queued.
   *
   * @param evaluations how many evaluations may be queued
   * @param bytes how many bytes of models may be queued
   */
  public record Bounds(int evaluations, DataSize bytes) {

    boolean holds(EvaluationRepository.Depth depth) {
      return depth.evaluations() < evaluations && depth.bytes() < bytes.toBytes();
    }

    /**
     * Returns how many have to go, besides the next one, until there is room again, negative where
     * there is room; of bytes by the mean of what waits.
     */
    int surplus(EvaluationRepository.Depth depth) {
      int tooMany = depth.evaluations() - evaluations;
      long mean = Math.max(1, depth.bytes() / Math.max(1, depth.evaluations()));
      long tooLarge = Math.floorDiv(depth.bytes() - bytes.toBytes(), mean);
      return (int) Math.max(tooMany, Math.min(depth.evaluations(), tooLarge));
    }
  }
}
