package dev.aneoracle.placement;

import dev.aneoracle.placement.Coverage.Dataflow;
import dev.aneoracle.placement.Coverage.Outcome;
import dev.aneoracle.placement.Coverage.Part;
import dev.aneoracle.placement.Verdict.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the programs that ran twice: what is not known of them taken against the model, and taken
 * in its favour. Only what both readings say is known.
 */
record MeasuredFlow(Wiring wiring, List<Placed> programs, Set<String> followed) {

  /** Stands for what nothing in the model makes. */
  private static final String NOWHERE = "?";

  static MeasuredFlow of(Wiring wiring, List<MeasuredSegment> called) {
    Set<String> passed = new HashSet<>();
    called.forEach(segment -> passed.addAll(segment.makes()));
    Set<String> read = new HashSet<>();
    called.forEach(segment -> read.addAll(segment.reads()));
    passed.retainAll(read);
    return new MeasuredFlow(
        wiring,
        called.stream().map(segment -> Placed.of(segment, wiring, passed)).toList(),
        new HashSet<>());
  }

  /** Decides with every doubt taken against the model. */
  Outcome least() {
    List<Part> parts = new ArrayList<>();
    for (Placed placed : programs) {
      if (placed.only().isEmpty()) {
        parts.add(new Part(Set.of(NOWHERE), Set.of()));
      } else {
        Wiring.Strand strand = placed.only().get();
        Set<String> reads = placed.reads(strand);
        if (!placed.certain()) {
          reads.add(NOWHERE);
        }
        parts.add(new Part(reads, placed.makes(strand, wiring)));
      }
    }
    return decide(parts);
  }

  /** Decides with every doubt taken in the model's favour. */
  Outcome most() {
    boolean open =
        wiring.sinks().isEmpty() || programs.stream().anyMatch(one -> !one.knowsOutputs());
    if (open) {
      return allMade();
    }
    List<Part> parts = new ArrayList<>();
    for (Placed placed : programs) {
      for (Wiring.Strand strand : placed.strands()) {
        parts.add(new Part(placed.reads(strand), placed.makes(strand, wiring)));
      }
    }
    return decide(parts);
  }

  private Outcome allMade() {
    if (wiring.passesThrough() || wiring.interrupted()) {
      return new Outcome(Status.PARTIAL, false);
    }
    return wiring.outsideSinks().isEmpty()
        ? new Outcome(Status.FULL, false)
        : new Outcome(Status.PARTIAL, true);
  }

  private Outcome decide(List<Part> parts) {
    Set<String> made =
        parts.stream().flatMap(p -> p.outputs().stream()).collect(Collectors.toSet());
    List<Part> direct =
        parts.stream().map(part -> new Part(follow(part.inputs(), made), part.outputs())).toList();
    return Coverage.decide(
        new Dataflow(
            wiring.sources(), follow(wiring.sinks(), made), wiring.outsideSinks(), direct));
  }

  private Set<String> follow(Set<String> names, Set<String> made) {
    Set<String> ends = new HashSet<>();
    for (String name : names) {
      String end = wiring.follow(name, made);
      ends.add(end);
      String step = name;
      while (!step.equals(end) && wiring.aliases().containsKey(step)) {
        if (wiring.casts().contains(step)) {
          followed.add(step);
        }
        step = wiring.aliases().get(step);
      }
    }
    return ends;
  }

  /** Returns how many operations at an edge were left out of account. */
  int edges() {
    return followed.size();
  }
}
