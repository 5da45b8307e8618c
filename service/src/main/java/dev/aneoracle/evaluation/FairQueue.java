package dev.aneoracle.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** A queue in memory that is served in the {@link FairOrder}. Thread-safe. */
final class FairQueue {

  private final Map<String, Waiting> all = new HashMap<>();
  private final NavigableMap<Integer, Map<String, NavigableSet<String>>> lines =
      new TreeMap<>(Comparator.reverseOrder());
  private final Map<String, Long> served = new HashMap<>();
  private long turns;

  synchronized void add(Waiting one) {
    all.put(one.id(), one);
    lines
        .computeIfAbsent(one.priority(), _ -> new HashMap<>())
        .computeIfAbsent(one.submitter(), _ -> new TreeSet<>())
        .add(one.id());
  }

  synchronized boolean isEmpty() {
    return all.isEmpty();
  }

  /** Takes the next one out. */
  synchronized Optional<Waiting> take() {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Map<String, NavigableSet<String>> level = lines.firstEntry().getValue();
    String next =
        level.keySet().stream()
            .min(
                Comparator.comparingLong((String name) -> served.getOrDefault(name, 0L))
                    .thenComparing(name -> requireNonNull(level.get(name)).first()))
            .orElseThrow();
    served.put(next, ++turns);
    Waiting taken = requireNonNull(all.get(requireNonNull(level.get(next)).first()));
    remove(taken);
    return Optional.of(taken);
  }

  /** Notes that someone asks for what waits here already: it is taken for whom it comes sooner. */
  synchronized void join(Waiting asked) {
    Waiting was = all.get(asked.id());
    if (was != null) {
      boolean sooner = before(asked.submitter(), was) < before(was.submitter(), was);
      remove(was);
      add(
          new Waiting(
              was.id(),
              sooner ? asked.submitter() : was.submitter(),
              Math.max(was.priority(), asked.priority())));
    }
  }

  private void remove(Waiting one) {
    all.remove(one.id());
    Map<String, NavigableSet<String>> level = requireNonNull(lines.get(one.priority()));
    NavigableSet<String> line = requireNonNull(level.get(one.submitter()));
    line.remove(one.id());
    if (line.isEmpty()) {
      level.remove(one.submitter());
    }
    if (level.isEmpty()) {
      lines.remove(one.priority());
    }
  }

  private int before(String submitter, Waiting one) {
    NavigableSet<String> line = requireNonNull(lines.get(one.priority())).get(submitter);
    return line == null ? 0 : line.headSet(one.id(), false).size();
  }

  /** Returns how many are taken before one, empty where it does not wait here. */
  synchronized OptionalInt ahead(String id) {
    Waiting one = all.get(id);
    return one == null
        ? OptionalInt.empty()
        : OptionalInt.of(
            order().ahead(one.priority(), one.submitter(), before(one.submitter(), one)));
  }

  synchronized FairOrder order() {
    List<FairOrder.Line> found = new ArrayList<>();
    lines.forEach((priority, level) ->
        level.forEach((submitter, line) ->
            found.add(
                new FairOrder.Line(
                    submitter,
                    priority,
                    line.size(),
                    line.first(),
                    served.getOrDefault(submitter, 0L)))));
    return new FairOrder(found);
  }
}
