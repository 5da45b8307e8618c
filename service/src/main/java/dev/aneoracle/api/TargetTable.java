package dev.aneoracle.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes predictions as a table for a terminal; neighbouring systems with equal rows are one. */
final class TargetTable {

  private static final List<String> HEAD =
      List.of(
          "chip",
          "system",
          "engine",
          "verdict",
          "ops",
          "work",
          "time",
          "est. ms",
          "segments",
          "first blocker");
  private static final int SYSTEM = 1;
  private static final String GAP = "  ";

  private static final String LEGEND =
      """
      ops, work, time: share on the ANE of the operations, of the floating-point work, and of the time that Core ML's
      cost model estimates; ? where not known, - where there is none. est. ms: that estimate in all, not a latency.
      A chip in brackets has the same Neural Engine generation. Predicted from the file alone.
      """;

  private TargetTable() {}

  static String of(TargetsResponse answer) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    answer.targets().forEach(target -> add(rows, cells(target)));
    return "%s  %s  %s%n%n%s%n%s"
        .formatted(answer.model(), answer.digest(), answer.computeUnits(), lines(rows), LEGEND)
        .replace(System.lineSeparator(), "\n");
  }

  private static void add(List<List<String>> rows, List<String> row) {
    List<String> before = rows.getLast();
    String system = row.get(SYSTEM);
    if (!equalBeside(before, row)) {
      rows.add(row);
      return;
    }
    List<String> joined = new ArrayList<>(before);
    String first = before.get(SYSTEM).split("-", 2)[0];
    joined.set(SYSTEM, first + "-" + system.substring(system.indexOf(' ') + 1));
    rows.set(rows.size() - 1, joined);
  }

  private static boolean equalBeside(List<String> one, List<String> other) {
    return IntStream.range(0, one.size())
        .allMatch(i -> i == SYSTEM || one.get(i).equals(other.get(i)));
  }

  private static List<String> cells(TargetRow row) {
    TimeEstimateResponse estimate = row.estimate();
    String none =
        switch (row.runtime()) {
          case E5 -> "?";
          case CLASSIC, NONE -> "-";
        };
    return List.of(
        row.twins().isEmpty()
            ? row.chip()
            : "%s (%s)".formatted(row.chip(), String.join(", ", row.twins())),
        row.system(),
        row.runtime().name(),
        row.verdict().name(),
        share(row.operationShare()),
        share(row.flopShare()),
        estimate == null ? none : range(estimate.timeShare(), "%.0f%%", 100),
        estimate == null ? none : range(estimate.totalMs(), "%.3g", 1),
        Integer.toString(row.segments()),
        row.firstBlocker() == null ? "" : named(row.firstBlocker(), row.blockers()));
  }

  private static String named(BlockerResponse blocker, int count) {
    String types =
        blocker.types().size() > 3
            ? String.join(", ", blocker.types().subList(0, 3)) + ", ..."
            : String.join(", ", blocker.types());
    return types
        + (blocker.operations() > 1 ? " x" + blocker.operations() : "")
        + ": "
        + blocker.reason().code()
        + (count > 1 ? " (+%d)".formatted(count - 1) : "");
  }

  private static String share(@Nullable Double share) {
    return share == null ? "?" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String range(BoundsResponse bounds, String format, double factor) {
    String least = String.format(Locale.ROOT, format, factor * bounds.least());
    String most = String.format(Locale.ROOT, format, factor * bounds.most());
    return least.equals(most) ? least : least.replace("%", "") + "-" + most;
  }

  private static String lines(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(row ->
            IntStream.range(0, widths.length)
                .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
