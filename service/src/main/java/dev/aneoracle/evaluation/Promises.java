package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells those who are put off when to come again, each another time: what one was promised is not
 * promised to the next. From the time of the place before until a moment after its own the place is
 * kept from those who were promised none, or a later one. Thread-safe.
 */
final class Promises {

  /** Nobody is put off for longer, however much waits. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** How late a client may come; what it was told are whole seconds, and it has a way to go. */
  static final Duration KEPT = Duration.ofSeconds(3);

  /** A place that was just taken by another is not free again at once, however fast they go. */
  private static final Duration AHEAD = Duration.ofMillis(250);

  /** One who asks again and again must not put off everyone else without end. */
  private static final int MOST = 1000;

  private final InstantSource clock;

  /** Those of each line in the order of their times. */
  private final Map<String, List<Promise>> lines = new HashMap<>();

  Promises(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Promises a place. Who was promised one and is put off again stays before those who were
   * promised later ones.
   *
   * @param line those who wait for the same places
   * @param first which place is the first that is free for a newcomer, 0 for the next one, less
   *     where some are free and promised
   * @param places asked under a lock, so they must not wait
   * @return a while after which it will be free, in whole seconds
   */
  synchronized Duration next(String line, Applicant who, int first, Places places) {
    Instant now = clock.instant();
    forget(now);
    List<Promise> mine = lines.computeIfAbsent(line, _ -> new ArrayList<>());
    int before = placeOf(who, mine);
    mine.removeIf(one -> one.to().equals(who));
    Map<String, Integer> promised =
        lines.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().size()));
    int place = Math.max(0, first + before);
    Duration free = places.untilFree(place, promised);
    Duration told =
        Duration.ofSeconds((free.compareTo(LONGEST) > 0 ? LONGEST : free).toSeconds() + 1);
    if (mine.size() < MOST) {
      Duration between = places.untilFree(place + 1, promised).minus(free);
      Instant at = now.plus(told);
      Promise promise = new Promise(who, at.minus(AHEAD).minus(between), at);
      mine.add((int) mine.stream().filter(one -> !one.at().isAfter(at)).count(), promise);
    }
    return told;
  }

  /** Adds the places that are kept for others, where they come before this one. */
  synchronized Depth with(Depth queued, String line, Applicant who) {
    Instant now = clock.instant();
    forget(now);
    List<Promise> mine = lines.getOrDefault(line, List.of());
    List<Promise> others =
        mine.subList(0, placeOf(who, mine)).stream()
            .filter(one -> !one.from().isAfter(now))
            .toList();
    return queued.plus(others.size(), others.stream().mapToLong(one -> one.to().bytes()).sum());
  }

  /** Notes that one got in. */
  synchronized void keep(Applicant who) {
    lines.values().forEach(line -> line.removeIf(one -> one.to().equals(who)));
  }

  private static int placeOf(Applicant who, List<Promise> line) {
    return IntStream.range(0, line.size())
        .filter(place -> line.get(place).to().equals(who))
        .findFirst()
        .orElse(line.size());
  }

  /** Those that lie too far ahead are of before the clock was set back. */
  private void forget(Instant now) {
    lines
        .values()
        .removeIf(line -> {
          line.removeIf(one ->
              !one.at().plus(KEPT).isAfter(now)
                  || one.at().isAfter(now.plus(LONGEST).plusSeconds(1)));
          return line.isEmpty();
        });
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

  /**
   * A place that is promised.
   *
   * @param from when it is kept
   * @param at when it was told to be free
   */
  private record Promise(Applicant to, Instant from, Instant at) {}
}
