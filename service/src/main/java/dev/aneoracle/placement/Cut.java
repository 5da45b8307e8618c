package dev.aneoracle.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * A run of neighbouring steps on the ANE.
 *
 * <p>The classic engine judges each operation alone and loads maximal runs in file order ({@code
 * Espresso::ANECompilerEngine::…::is_valid_for_engine} in a crash log of coremltools issue 932, and
 * context-transfer layers between runs in issue 1975). Steps that do not run neither break nor end
 * one.
 */
record Cut(List<Node> nodes, SequencedSet<String> inputs, SequencedSet<String> outputs) {

  /** Which of the steps whose standing is not known to count as on the ANE. */
  enum Reading {
    OPEN_ON,
    OPEN_OFF;

    boolean on(Node node) {
      return node.standing() == Node.Standing.ON
          || (node.standing() == Node.Standing.OPEN && this == OPEN_ON);
    }
  }

  /** Cuts a model into its segments, in the order of their first step. */
  static List<Cut> of(Flow flow, Reading reading) {
    Map<String, Readers> readers = new HashMap<>();
    for (Node node : flow.nodes()) {
      if (node.standing() != Node.Standing.GONE) {
        node.inputs()
            .forEach(name -> readers.merge(name, Readers.only(node.position()), Readers::and));
      }
    }
    return runs(flow, reading).stream().map(run -> cut(run, flow, readers)).toList();
  }

  private static List<List<Node>> runs(Flow flow, Reading reading) {
    List<List<Node>> runs = new ArrayList<>();
    List<Node> run = new ArrayList<>();
    for (Node node : flow.nodes()) {
      if (node.standing() == Node.Standing.GONE) {
        continue;
      }
      boolean on = reading.on(node);
      boolean goesOn = on && !run.isEmpty() && run.getLast().strand() == node.strand();
      if (!goesOn && !run.isEmpty()) {
        runs.add(run);
        run = new ArrayList<>();
      }
      if (on) {
        run.add(node);
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  private static Cut cut(List<Node> run, Flow flow, Map<String, Readers> readers) {
    Readers inside = new Readers(run.getFirst().position(), run.getLast().position());
    Set<String> made = new HashSet<>();
    for (Node node : run) {
      made.addAll(node.outputs());
    }
    SequencedSet<String> inputs = new LinkedHashSet<>();
    SequencedSet<String> outputs = new LinkedHashSet<>();
    for (Node node : run) {
      node.inputs().stream().filter(name -> !made.contains(name)).forEach(inputs::add);
      node.outputs().stream()
          .filter(name ->
              flow.leaving().contains(name) || !inside.contain(readers.getOrDefault(name, inside)))
          .forEach(outputs::add);
    }
    return new Cut(List.copyOf(run), inputs, outputs);
  }

  /** The first and the last of the steps that read a value; what runs lies side by side. */
  private record Readers(int first, int last) {

    static Readers only(int position) {
      return new Readers(position, position);
    }

    Readers and(Readers other) {
      return new Readers(Math.min(first, other.first), Math.max(last, other.last));
    }

    boolean contain(Readers others) {
      return others.first >= first && others.last <= last;
    }
  }
}
