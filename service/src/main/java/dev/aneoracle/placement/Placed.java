package dev.aneoracle.placement;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that ran, and the graphs that its names can belong to.
 *
 * @param strands none where its names are in no graph, several where they are in more than one
 * @param passed names that one program makes and another reads, which need no graph to be known
 */
record Placed(MeasuredSegment segment, List<Wiring.Strand> strands, Set<String> passed) {

  /** Finds the graphs that hold every name; the only graph there is takes unknown names too. */
  static Placed of(MeasuredSegment segment, Wiring wiring, Set<String> passed) {
    List<Wiring.Strand> neural = wiring.strands().stream().filter(Wiring.Strand::neural).toList();
    if (!segment.named()) {
      return new Placed(segment, List.of(), passed);
    }
    if (neural.size() == 1) {
      return new Placed(segment, neural, passed);
    }
    boolean hidden = neural.stream().anyMatch(strand -> strand.graph() == null);
    List<Wiring.Strand> fitting =
        neural.stream()
            .filter(strand ->
                known(strand, segment.reads(), passed) && known(strand, segment.makes(), passed))
            .toList();
    boolean certain = fitting.size() == 1 && (!hidden || fitting.getFirst().graph() != null);
    return new Placed(segment, certain || fitting.size() > 1 ? fitting : List.of(), passed);
  }

  private static boolean known(Wiring.Strand strand, List<String> names, Set<String> passed) {
    return names.stream().allMatch(name -> strand.find(name).isPresent() || passed.contains(name));
  }

  Optional<Wiring.Strand> only() {
    return strands.size() == 1 ? Optional.of(strands.getFirst()) : Optional.empty();
  }

  /** Returns whether it is known to which graph it belongs and every name is in there. */
  boolean certain() {
    return only()
        .filter(strand ->
            known(strand, segment.reads(), passed) && known(strand, segment.makes(), passed))
        .isPresent();
  }

  boolean knowsOutputs() {
    return !strands.isEmpty()
        && strands.stream().allMatch(strand -> known(strand, segment.makes(), passed));
  }

  /** Returns what it reads as names of the model; what the graph does not know is left out. */
  Set<String> reads(Wiring.Strand strand) {
    return names(strand, segment.reads());
  }

  /** Returns what it makes as names of the model, updates of states among it. */
  Set<String> makes(Wiring.Strand strand, Wiring wiring) {
    Set<String> names = names(strand, segment.makes());
    names(strand, segment.states())
        .forEach(state -> names.add(Wiring.update(wiring.follow(state, Set.of()))));
    return names;
  }

  private Set<String> names(Wiring.Strand strand, List<String> symbols) {
    Set<String> names = new LinkedHashSet<>();
    symbols.forEach(symbol ->
        strand
            .find(symbol)
            .or(() -> passed.contains(symbol) ? Optional.of(symbol) : Optional.empty())
            .map(strand::qualified)
            .ifPresent(names::add));
    return names;
  }

  /** Returns whether a name was found only without what stands behind its at sign. */
  boolean stripped() {
    return strands.stream()
        .anyMatch(strand ->
            java.util.stream.Stream.concat(segment.reads().stream(), segment.makes().stream())
                .anyMatch(name -> strand.find(name).filter(own -> !own.equals(name)).isPresent()));
  }
}
