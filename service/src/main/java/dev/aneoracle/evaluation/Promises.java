package dev.aneoracle.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells those who are put off when to come again, each another time: what one was promised is not
 * promised to the next. Thread-safe.
 */
final class Promises {

  /** Nobody is put off for longer, however much waits. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** One who asks again and again must not put off everyone else without end. */
  private static final int MOST = 1000;

  private final InstantSource clock;
  private final Map<String, List<Instant>> kept = new HashMap<>();

  Promises(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Promises a place.
   *
   * @param line those who wait for the same places
   * @param first which place is the first that is free for a newcomer, 0 for the next one
   * @param places asked under a lock, so they must not wait
   * @return a while after which it will be free, in whole seconds
   */
  synchronized Duration next(String line, int first, Places places) {
    Instant now = clock.instant();
    kept.values()
        .removeIf(promised -> {
          // Those that lie too far ahead are of before the clock was set back.
          promised.removeIf(
              time -> !time.isAfter(now) || time.isAfter(now.plus(LONGEST).plusSeconds(1)));
          return promised.isEmpty();
        });
    Map<String, Integer> promised =
        kept.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().size()));
    int own = promised.getOrDefault(line, 0);
    Duration free = places.untilFree(first + own, promised);
    Duration told =
        Duration.ofSeconds((free.compareTo(LONGEST) > 0 ? LONGEST : free).toSeconds() + 1);
    if (own < MOST) {
      kept.computeIfAbsent(line, _ -> new ArrayList<>()).add(now.plus(told));
    }
    return told;
  }

  /** Knows when places will be free. */
  interface Places {

    /**
     * Returns when a place will be free.
     *
     * @param place 0 for the one that is free next
     * @param promised how many of each line will come in meanwhile
     */
    Duration untilFree(int place, Map<String, Integer> promised);
  }
}
