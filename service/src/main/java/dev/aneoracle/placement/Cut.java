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
    Map<String, Set<Integer>> readers = new HashMap<>();
    for (Node node : flow.nodes()) {
      if (node.standing() != Node.Standing.GONE) {
        node.inputs()
            .forEach(
                name -> readers.computeIfAbsent(name, n -> new HashSet<>()).add(node.position()));
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

  private static Cut cut(List<Node> run, Flow flow, Map<String, Set<Integer>> readers) {
    Set<Integer> inside = new HashSet<>();
    Set<String> made = new HashSet<>();
    for (Node node : run) {
      inside.add(node.position());
      made.addAll(node.outputs());
    }
    SequencedSet<String> inputs = new LinkedHashSet<>();
    SequencedSet<String> outputs = new LinkedHashSet<>();
    for (Node node : run) {
      node.inputs().stream().filter(name -> !made.contains(name)).forEach(inputs::add);
      node.outputs().stream()
          .filter(name ->
              flow.leaving().contains(name)
                  || !inside.containsAll(readers.getOrDefault(name, Set.of())))
          .forEach(outputs::add);
    }
    return new Cut(List.copyOf(run), inputs, outputs);
  }
}
