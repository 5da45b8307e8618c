package dev.aneoracle.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The order in which a queue is served: by priority, then whose line was served least recently,
 * within a line the oldest first. Of lines that were never served the one with the oldest goes
 * first. Counts instead of playing it through, so that a long queue costs no more than a short one.
 */
final class FairOrder {

  private static final Comparator<Line> NEXT =
      Comparator.comparingLong(Line::served).thenComparing(Line::first);

  private final List<Line> lines;
  private final NavigableMap<Integer, List<Line>> levels = new TreeMap<>(Comparator.reverseOrder());

  FairOrder(List<Line> lines) {
    this.lines = List.copyOf(lines);
    lines.forEach(
        line -> levels.computeIfAbsent(line.priority(), _ -> new ArrayList<>()).add(line));
    Map<String, Long> servedAbove = new HashMap<>();
    levels.replaceAll((_, level) -> inOrder(level, servedAbove));
  }

  /** What is served at higher priorities counts by the time that a level's turn comes. */
  private static List<Line> inOrder(List<Line> level, Map<String, Long> servedAbove) {
    List<Line> order =
        level.stream()
            .map(line -> line.servedAt(servedAbove.getOrDefault(line.submitter(), line.served())))
            .sorted(NEXT)
            .toList();
    long latest = servedAbove.values().stream().reduce(Long.MAX_VALUE / 2, Math::max);
    List<Line> byLastTurn = order.stream().sorted(Comparator.comparingInt(Line::waiting)).toList();
    for (Line line : byLastTurn) {
      servedAbove.put(line.submitter(), ++latest);
    }
    return order;
  }

  /**
   * Returns the order once more has come.
   *
   * @param more how many join the end of whose line
   */
  FairOrder with(Map<String, Integer> more) {
    Map<String, Integer> left = new HashMap<>(more);
    return new FairOrder(
        lines.stream()
            .sorted(Comparator.comparingInt(Line::priority))
            .map(line -> line.longer(Objects.requireNonNullElse(left.remove(line.submitter()), 0)))
            .toList());
  }

  /**
   * Returns how many are taken before one.
   *
   * @param before how many stand before it in its own line at its priority
   */
  int ahead(int priority, String submitter, int before) {
    int ahead =
        levels.headMap(priority, false).values().stream()
            .flatMap(List::stream)
            .mapToInt(Line::waiting)
            .sum();
    int rounds = before + 1;
    for (Line line : levels.getOrDefault(priority, List.of())) {
      if (line.submitter().equals(submitter)) {
        rounds = before;
        ahead += before;
      } else {
        ahead += Math.min(line.waiting(), rounds);
      }
    }
    return ahead;
  }

  /**
   * Returns how many are taken before one of a submitter's.
   *
   * @param number 0 for the one that is taken first; those beyond what waits come after it
   */
  int aheadOf(String submitter, int number) {
    int left = number;
    int last = 0;
    for (Map.Entry<Integer, List<Line>> level : levels.entrySet()) {
      for (Line line : level.getValue()) {
        if (line.submitter().equals(submitter)) {
          if (left < line.waiting()) {
            return ahead(level.getKey(), submitter, left);
          }
          left -= line.waiting();
          last = ahead(level.getKey(), submitter, line.waiting() + left);
        }
      }
    }
    return Math.max(last, left);
  }

  /**
   * What waits of one submitter at one priority.
   *
   * @param first the oldest one's id
   * @param served a number that is higher the later the submitter was served last, 0 for never
   */
  record Line(String submitter, int priority, int waiting, String first, long served) {

    private Line longer(int more) {
      return new Line(submitter, priority, waiting + more, first, served);
    }

    private Line servedAt(long turn) {
      return new Line(submitter, priority, waiting, first, turn);
    }
  }
}
