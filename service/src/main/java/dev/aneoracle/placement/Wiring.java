package dev.aneoracle.placement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a whole model, and which of them are the same value by another name.
 *
 * @param aliases from a name to the one it repeats: what a stage takes from the one before, and
 *     casts, identities and reshapes to the same shape at the edge of a graph
 * @param casts those of the names with an alias that an operation at an edge makes
 * @param sources what comes from outside: inputs, states, constants
 * @param sinks what must be made on the ANE for the model to be wholly on it
 * @param outsideSinks what is always made outside: labels, dictionaries, non-neural stages
 * @param interrupted whether a graph reads what a non-neural stage made
 */
record Wiring(
    List<Strand> strands,
    Map<String, String> aliases,
    Set<String> casts,
    Set<String> sources,
    Set<String> sinks,
    Set<String> outsideSinks,
    boolean interrupted) {

  /** The update of a state, as a value of its own. */
  static String update(String state) {
    return "update" + state;
  }

  /**
   * Returns the nearest name of the same value that is among the wanted ones, else the first one.
   */
  String follow(String name, Set<String> wanted) {
    String found = name;
    int steps = aliases.size();
    while (!wanted.contains(found) && aliases.containsKey(found) && steps-- > 0) {
      found = aliases.get(found);
    }
    return found;
  }

  /** Returns whether an output repeats a source, so that nothing can make it. */
  boolean passesThrough() {
    return sinks.stream().anyMatch(sink -> sources.contains(follow(sink, Set.of())));
  }

  /**
   * One graph of the model, or a stage of which only the interface is known.
   *
   * @param graph null where it cannot be read
   * @param neural whether it could be on the ANE at all
   * @param boundary the numbers of the operations at its edge that only repeat a value
   */
  record Strand(
      int number,
      @Nullable Integer stage,
      @Nullable String function,
      @Nullable GraphIndex graph,
      boolean neural,
      Set<Integer> boundary,
      Map<String, String> exact,
      Map<String, Set<String>> stripped) {

    static Strand of(
        int number,
        @Nullable Integer stage,
        @Nullable String function,
        @Nullable GraphIndex graph,
        boolean neural,
        Set<Integer> boundary,
        Set<String> names) {
      Map<String, String> exact = new HashMap<>();
      Map<String, Set<String>> stripped = new HashMap<>();
      for (String name : names) {
        exact.put(name, qualified(number, name));
        stripped.computeIfAbsent(Coverage.comparable(name), _ -> new HashSet<>()).add(name);
      }
      return new Strand(
          number, stage, function, graph, neural, Set.copyOf(boundary), exact, stripped);
    }

    /** Returns the graph's own name for a name that a runtime gives, empty where it has none. */
    Optional<String> find(String name) {
      if (exact.containsKey(name)) {
        return Optional.of(name);
      }
      Set<String> found = stripped.getOrDefault(Coverage.comparable(name), Set.of());
      return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    String qualified(String name) {
      return qualified(number, name);
    }

    /** An at sign has been dealt with by then and must not be cut off once more. */
    static String qualified(int number, String name) {
      return number + "/" + name.replace('@', '\uFFFF');
    }
  }
}
