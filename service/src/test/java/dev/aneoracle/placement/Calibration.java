package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sets predictions against what was measured, and counts. */
final class Calibration {

  private final List<Comparison> comparisons = new ArrayList<>();

  /** How one prediction stands to what was measured, from the best to the worst. */
  enum Outcome {
    EXACT,
    /** Both units cost the same, and the prediction says so. */
    TIE,
    /** The prediction says that it does not know. */
    OPEN,
    MISS
  }

  /** Where a group of measurements was made. */
  record Origin(String runtime, String target, String source) {

    @Override
    public String toString() {
      return String.join(" | ", runtime, target, source);
    }
  }

  /** One operation, or one thing that was recorded of a graph as a whole. */
  record Row(String name, Outcome outcome, String detail) {

    static Row of(String name, boolean agrees, String detail) {
      return new Row(name, agrees ? Outcome.EXACT : Outcome.MISS, detail);
    }

    /** Returns this row, or a miss where something else of the operation disagrees. */
    Row unless(boolean disagrees, String why) {
      return disagrees ? new Row(name, Outcome.MISS, detail + "; " + why) : this;
    }
  }

  /**
   * One graph.
   *
   * @param rows its operations, as far as their units were recorded
   * @param whole what was recorded of it as a whole: its key, its verdict, its share
   */
  record Comparison(Origin origin, String graph, List<Row> rows, List<Row> whole) {
    Comparison {
      rows = List.copyOf(rows);
      whole = List.copyOf(whole);
    }

    Comparison(Origin origin, String graph, List<Row> rows) {
      this(origin, graph, rows, List.of());
    }

    List<Row> all() {
      List<Row> all = new ArrayList<>(rows);
      all.addAll(whole);
      return all;
    }

    /** A graph is as good as what is worst of it. */
    Outcome outcome() {
      return all().stream().map(Row::outcome).max(Enum::compareTo).orElseThrow();
    }
  }

  /** How many of each outcome a group has, by graph and by operation. */
  record Counts(Map<Outcome, Long> graphs, Map<Outcome, Long> operations) {

    static Counts of(List<Comparison> group) {
      return new Counts(
          count(group.stream().map(Comparison::outcome).toList()),
          count(group.stream().flatMap(c -> c.rows().stream()).map(Row::outcome).toList()));
    }

    private static Map<Outcome, Long> count(List<Outcome> outcomes) {
      Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
      for (Outcome wanted : Outcome.values()) {
        counts.put(wanted, outcomes.stream().filter(wanted::equals).count());
      }
      return counts;
    }

    private static String cells(Map<Outcome, Long> counts) {
      long sum = counts.values().stream().mapToLong(Long::longValue).sum();
      return sum
          + " | "
          + Arrays.stream(Outcome.values())
              .map(outcome -> String.valueOf(counts.get(outcome)))
              .collect(Collectors.joining(" | "));
    }

    @Override
    public String toString() {
      return cells(graphs) + " | " + cells(operations);
    }
  }

  void add(Comparison comparison) {
    comparisons.add(comparison);
  }

  /** Compares one operation with the unit that was chosen for it. */
  static Row row(OperationPlacement predicted, boolean onAne) {
    String name = predicted.type() + " " + predicted.name();
    String measured = onAne ? "ANE" : "CPU";
    Unit wanted = onAne ? Unit.ANE : Unit.OUTSIDE;
    String code = predicted.reason() == null ? "" : predicted.reason().code();
    Outcome outcome =
        switch (predicted.unit()) {
          case ANE, OUTSIDE -> predicted.unit() == wanted ? Outcome.EXACT : Outcome.MISS;
          case UNKNOWN ->
              code.equals(ReasonCode.COST_MODEL_TIE.name()) ? Outcome.TIE : Outcome.OPEN;
          case NONE -> Outcome.OPEN;
        };
    return new Row(
        name, outcome, "measured " + measured + ", predicted " + predicted.unit() + " " + code);
  }

  /** Returns the counts of every group, in the order of their first comparison. */
  static Map<Origin, Counts> count(List<Comparison> comparisons) {
    Map<Origin, Counts> counts = new LinkedHashMap<>();
    comparisons.stream()
        .collect(Collectors.groupingBy(Comparison::origin, LinkedHashMap::new, Collectors.toList()))
        .forEach((origin, group) -> counts.put(origin, Counts.of(group)));
    return counts;
  }

  /** Returns the table and the lists of what is not exact as Markdown. */
  String report() {
    StringBuilder text =
        new StringBuilder(
            """
            | runtime | target | source | graphs | exact | tie | open | miss | operations | exact | tie | open | miss |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
    count(comparisons)
        .forEach((origin, counts) ->
            text.append(String.format(Locale.ROOT, "| %s | %s |%n", origin, counts)));
    return text + unlike("Misses", Outcome.MISS) + unlike("Open", Outcome.OPEN) + wholes();
  }

  private String wholes() {
    List<String> lines = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      comparison.whole().forEach(row -> lines.add(line(comparison, row)));
    }
    return list("Keys, verdicts and shares", lines);
  }

  private String unlike(String title, Outcome wanted) {
    List<String> lines = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      comparison.all().stream()
          .filter(row -> row.outcome() == wanted)
          .forEach(row -> lines.add(line(comparison, row)));
    }
    return list(title, lines);
  }

  private static String line(Comparison comparison, Row row) {
    return String.format(
        Locale.ROOT,
        "- %s %s, %s: %s (%s)",
        comparison.origin().target(),
        comparison.graph(),
        row.name(),
        row.detail(),
        row.outcome().name().toLowerCase(Locale.ROOT));
  }

  private static String list(String title, List<String> lines) {
    return lines.isEmpty()
        ? String.format(Locale.ROOT, "%n%s: none.%n", title)
        : String.format(
            Locale.ROOT, "%n%s:%n%n%s%n", title, String.join(System.lineSeparator(), lines));
  }
}
