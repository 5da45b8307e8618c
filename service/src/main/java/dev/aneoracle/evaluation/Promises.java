package dev.aneoracle.evaluation;

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
 * promised to the next. From a little before that time until a moment after it the place is kept
 * from those who stand behind. Thread-safe.
 */
final class Promises {

  /** Nobody is put off for longer, however much waits. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** How late a client may come. */
  static final Duration KEPT = Duration.ofSeconds(3);

  /** A place that was just taken by another is not free again at once, however fast they go. */
  private static final Duration AHEAD = Duration.ofMillis(250);

  /** How much sooner than expected a place may become free and be kept. */
  static final Duration MOST_AHEAD = Duration.ofSeconds(10);

  /** One who asks again and again must not put off everyone else without end. */
  private static final int MOST = 1000;

  private final InstantSource clock;

  /** Those of each line in the order in which they are to get in. */
  private final Map<String, List<Promise>> lines = new HashMap<>();

  Promises(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Promises a place in every line that is full. Who comes as told and is put off again stays
   * before those behind.
   *
   * @return a while after which the places will be free, in whole seconds
   */
  synchronized Duration next(Applicant who, List<Full> full) {
    Instant now = clock.instant();
    forget(now);
    Duration told =
        full.stream().map(line -> told(line, who, now)).max(Duration::compareTo).orElseThrow();
    full.forEach(line -> promise(line, who, now, told));
    return told;
  }

  private Duration told(Full line, Applicant who, Instant now) {
    Duration free = line.untilFree(rank(line.name(), who, now), others(line.name(), who, now));
    return Duration.ofSeconds((free.compareTo(LONGEST) > 0 ? LONGEST : free).toSeconds() + 1);
  }

  private void promise(Full line, Applicant who, Instant now, Duration told) {
    List<Promise> mine = lines.computeIfAbsent(line.name(), _ -> new ArrayList<>());
    int rank = rank(line.name(), who, now);
    Map<String, Integer> others = others(line.name(), who, now);
    Duration between = line.untilFree(rank + 1, others).minus(line.untilFree(rank, others));
    Duration ahead =
        between.isNegative()
            ? Duration.ZERO
            : between.compareTo(MOST_AHEAD) > 0 ? MOST_AHEAD : between;
    Instant at = now.plus(told);
    Promise promise = new Promise(who, at.minus(AHEAD).minus(ahead), at);
    if (rank < mine.size()) {
      mine.set(rank, promise);
    } else if (rank < MOST) {
      mine.add(promise);
    }
  }

  /** Who comes before its time may be another whose request looks the same, and goes behind. */
  private int rank(String line, Applicant who, Instant now) {
    List<Promise> all = lines.getOrDefault(line, List.of());
    return IntStream.range(0, all.size())
        .filter(rank -> all.get(rank).to().equals(who) && !all.get(rank).at().isAfter(now))
        .findFirst()
        .orElse(all.size());
  }

  /** Returns how many others of each line were promised a place. */
  private Map<String, Integer> others(String line, Applicant who, Instant now) {
    Map<String, Integer> all =
        lines.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().size()));
    if (rank(line, who, now) < all.getOrDefault(line, 0)) {
      all.merge(line, -1, Integer::sum);
    }
    return all;
  }

  /** Returns how many places of a line are kept from this one, which are of those before it. */
  synchronized int kept(String line, Applicant who) {
    Instant now = clock.instant();
    forget(now);
    return (int)
        lines.getOrDefault(line, List.of()).stream()
            .takeWhile(one -> !one.to().equals(who))
            .filter(one -> !one.from().isAfter(now))
            .count();
  }

  /** Notes that one got in. */
  synchronized void fulfil(Applicant who) {
    lines
        .values()
        .forEach(line ->
            line.stream().filter(one -> one.to().equals(who)).findFirst().ifPresent(line::remove));
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
   * A line that takes no more for now.
   *
   * @param name tells those who wait for the same places
   * @param first which place is the first that is free for a newcomer, 0 for the next one, less
   *     where some are free and promised
   * @param places asked under a lock, so they must not wait
   */
  record Full(String name, int first, Places places) {

    private Duration untilFree(int rank, Map<String, Integer> promised) {
      return places.untilFree(Math.max(0, first + rank), promised);
    }
  }

  /**
   * A place that is promised.
   *
   * @param from when it is kept
   * @param at when it was told to be free
   */
  private record Promise(Applicant to, Instant from, Instant at) {}
}
