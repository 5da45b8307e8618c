package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.Timings;
import dev.aneoracle.placement.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The same model under several settings of the compute units.
 *
 * @param fastest the setting whose predictions are faster than every other's by more than the
 *     spread of both; null where there is none
 */
public record Comparison(List<Setting> settings, @Nullable String fastest) {

  /** Fewer samples have no spread to speak of. */
  private static final int LEAST_SAMPLES = 3;

  private static final double LOWER_QUARTILE = 0.25;
  private static final double UPPER_QUARTILE = 0.75;

  public Comparison {
    settings = List.copyOf(settings);
  }

  static Comparison of(List<Setting> settings) {
    return new Comparison(settings, fastest(settings).orElse(null));
  }

  private static Optional<String> fastest(List<Setting> settings) {
    List<Setting> ran = settings.stream().filter(one -> one.failure() == null).toList();
    if (ran.size() < 2 || ran.stream().anyMatch(one -> one.samples() < LEAST_SAMPLES)) {
      return Optional.empty();
    }
    Setting first = ran.stream().min(Comparator.comparingLong(Setting::median)).orElseThrow();
    return ran.stream().allMatch(other -> other.equals(first) || first.clearlyFasterThan(other))
        ? Optional.of(first.computeUnits())
        : Optional.empty();
  }

  /**
   * The model under one setting; times in nanoseconds.
   *
   * @param verdict null where it failed
   * @param load how long loading took
   * @param samples how many predictions were timed
   * @param spread from the lower to the upper quartile
   */
  public record Setting(
      String computeUnits,
      @Nullable Verdict verdict,
      long load,
      int samples,
      long median,
      long spread,
      @Nullable Failure failure) {

    static Setting failed(String units, Failure failure) {
      return new Setting(units, null, 0, 0, 0, 0, failure);
    }

    static Setting of(String units, Verdict verdict, Timings timings) {
      List<Long> sorted = new ArrayList<>(timings.predictions());
      sorted.sort(Comparator.naturalOrder());
      return new Setting(
          units,
          verdict,
          timings.load(),
          sorted.size(),
          quantile(sorted, 1.0 / 2),
          quantile(sorted, UPPER_QUARTILE) - quantile(sorted, LOWER_QUARTILE),
          null);
    }

    private boolean clearlyFasterThan(Setting other) {
      return median + Math.max(spread, other.spread) < other.median;
    }

    private static long quantile(List<Long> sorted, double share) {
      if (sorted.isEmpty()) {
        return 0;
      }
      double place = share * (sorted.size() - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.size() - 1);
      double part = place - below;
      return Math.round(sorted.get(below) * (1 - part) + sorted.get(above) * part);
    }
  }
}
