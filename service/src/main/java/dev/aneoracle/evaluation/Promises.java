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
  private static final Duration MOST_AHEAD = Duration.ofSeconds(10);

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
    List<Standing> standings = full.stream().map(line -> standing(line, who, now)).toList();
    Duration told = standings.stream().map(Standing::told).max(Duration::compareTo).orElseThrow();
    standings.forEach(standing -> promise(standing, who, now.plus(told)));
    return told;
  }

  /** Who comes before its time may be another whose request looks the same, and goes behind. */
  private Standing standing(Full line, Applicant who, Instant now) {
    List<Promise> all = lines.getOrDefault(line.name(), List.of());
    int rank =
        IntStream.range(0, all.size())
            .filter(place -> all.get(place).to().equals(who) && !all.get(place).at().isAfter(now))
            .findFirst()
            .orElse(all.size());
    Map<String, Integer> others =
        lines.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().size()));
    if (rank < all.size()) {
      others.merge(line.name(), -1, Integer::sum);
    }
    return new Standing(line, rank, others);
  }

  private void promise(Standing standing, Applicant who, Instant at) {
    List<Promise> mine = lines.computeIfAbsent(standing.line().name(), _ -> new ArrayList<>());
    int rank = standing.rank();
    Promise promise = new Promise(who, at.minus(AHEAD).minus(standing.between()), at);
    if (rank < mine.size()) {
      mine.set(rank, promise);
    } else if (rank < MOST) {
      mine.add(promise);
    }
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
  record Full(String name, int first, Places places) {}

  /**
   * Where one stands in a full line.
   *
   * @param rank how many of its line were promised a place before
   * @param others how many others of each line were promised one
   */
  private record Standing(Full line, int rank, Map<String, Integer> others) {

    private Duration untilFree(int place) {
      return line.places().untilFree(Math.max(0, line.first() + place), others);
    }

    /** Returns the time until its place is free, in whole seconds. */
    Duration told() {
      return Duration.ofSeconds(least(untilFree(rank), LONGEST).toSeconds() + 1);
    }

    /** Returns how long after it the next place is free, within bounds. */
    Duration between() {
      Duration between = untilFree(rank + 1).minus(untilFree(rank));
      return between.isNegative() ? Duration.ZERO : least(between, MOST_AHEAD);
    }

    private static Duration least(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
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
