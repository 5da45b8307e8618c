package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sets predictions against what was measured, and counts. */
final class Calibration {

  private final List<Comparison> comparisons = new ArrayList<>();

  /** How one prediction stands to what was measured. */
  enum Outcome {
    EXACT,
    /** Both units cost the same, and the prediction says so. */
    TIE,
    /** The prediction says that it does not know. */
    OPEN,
    MISS
  }

  /** Where a group of measurements was made. */
  record Origin(String runtime, String target, String source) {}

  /** One operation. */
  record Row(String name, Outcome outcome, String detail) {}

  /** One graph with its operations. */
  record Comparison(Origin origin, String graph, List<Row> rows) {
    Comparison {
      rows = List.copyOf(rows);
    }

    /** A graph is as good as its worst operation. */
    Outcome outcome() {
      return rows.stream().map(Row::outcome).max(Enum::compareTo).orElseThrow();
    }
  }

  void add(Comparison comparison) {
    comparisons.add(comparison);
  }

  List<Comparison> comparisons(String source) {
    return comparisons.stream().filter(c -> c.origin().source().equals(source)).toList();
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

  /** Returns the table and the list of misses as Markdown. */
  String report() {
    StringBuilder text =
        new StringBuilder(
            """
            | runtime | target | source | graphs | exact | tie | open | miss | operations | exact | tie | open | miss |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
    Map<Origin, List<Comparison>> groups =
        comparisons.stream()
            .collect(
                Collectors.groupingBy(Comparison::origin, LinkedHashMap::new, Collectors.toList()));
    groups.forEach((origin, group) -> {
      List<Outcome> graphs = group.stream().map(Comparison::outcome).toList();
      List<Outcome> operations =
          group.stream().flatMap(c -> c.rows().stream()).map(Row::outcome).toList();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s |%n",
              origin.runtime(),
              origin.target(),
              origin.source(),
              counts(graphs),
              counts(operations)));
    });
    return text + unlike("Misses", Outcome.MISS) + unlike("Open", Outcome.OPEN);
  }

  private static String counts(List<Outcome> outcomes) {
    String each =
        Arrays.stream(Outcome.values())
            .map(wanted -> outcomes.stream().filter(wanted::equals).count())
            .map(String::valueOf)
            .collect(Collectors.joining(" | "));
    return outcomes.size() + " | " + each;
  }

  private String unlike(String title, Outcome wanted) {
    List<String> lines = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      for (Row row : comparison.rows()) {
        if (row.outcome() == wanted) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "- %s %s, %s: %s",
                  comparison.origin().target(),
                  comparison.graph(),
                  row.name(),
                  row.detail()));
        }
      }
    }
    String list = String.join(System.lineSeparator(), lines);
    return lines.isEmpty()
        ? String.format(Locale.ROOT, "%n%s: none.%n", title)
        : String.format(Locale.ROOT, "%n%s:%n%n%s%n", title, list);
  }
}
