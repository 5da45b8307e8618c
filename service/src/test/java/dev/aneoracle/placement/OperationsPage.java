package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationTypes.Runner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/operations.md} from the rule data. */
final class OperationsPage {

  static final String SHARES = "## What share is decided\n";
  static final String TABLES = "## Operations of ML Programs\n";

  private static final List<String> TARGETS = List.of("M1@12", "M1@13", "M1@14", "M3@26", "M4@27");

  private static final String INTRODUCTION =
      """
      # The operations, one by one

      What the [rules](rules.md) say of every operation of ML Programs (opsets iOS15 to iOS18, by coremltools 9) and of every layer of a neural network (the choice `layer` of the specification). Made by a test, which fails where the page is not that of the data; write it again with

          mvn -pl service test -Dtest=OperationsPageTests -Dane-oracle.operations.update=true

      The lists of names are data too: `scripts/list-operations.py` prints the operations, the layers are read off the specification that the service is built with.

      | word | for every target of the engine, the first rule that names the type says |
      |---|---|
      | supported | the ANE can run it |
      | refused | the ANE does not run it |
      | outside | work that is never asked of the ANE |
      | constant | its value is known when the model is compiled |
      | elided | the compiler removes it |
      | conditional | different things by target or by parameters; some of these may be unknown |
      | no rule | nothing: the operation is unknown |

      Behind the word stand the rules with their confidence (`M` measured, `S` string in a binary, `D` documented, `F` folklore, `I` inferred; what is carried to another target than the source's is `I`). Beside them hold the rules that name no type: 32-bit floats and integers, more than five dimensions, sizes over the limits, weights scaled per block. Custom layers and names that are in no list are unknown or refused, never guessed.

      """;

  private OperationsPage() {}

  static String tables() {
    StringBuilder page = new StringBuilder(TABLES);
    page.append("\nOn the classic engine up to macOS 13, on E5 from macOS 14.\n\n");
    page.append("| operation | opsets | classic engine | E5 |\n|---|---|---|---|\n");
    OperationTypes.mil()
        .forEach((type, opsets) ->
            row(
                page,
                type,
                opsets.replace(" ", ", "),
                cell(type, Runner.PROGRAM_CLASSIC),
                cell(type, Runner.PROGRAM_E5)));
    page.append("\n## Layers of neural networks\n\nOn the classic engine on every macOS.\n\n");
    page.append("| layer | classic engine |\n|---|---|\n");
    OperationTypes.layers().forEach(type -> row(page, type, cell(type, Runner.NETWORK)));
    page.append(
        "\n## Without a rule\n\nThese are unknown on the engine, whatever their parameters.\n");
    for (Runner runner : Runner.values()) {
      List<String> types = without(runner);
      page.append("\n- ").append(name(runner)).append(", ").append(types.size()).append(": ");
      page.append(types.stream().map(OperationsPage::code).collect(Collectors.joining(", ")));
    }
    return page.append("\n\n").append(others()).toString();
  }

  /** Returns the types without a rule, of those that the runner can meet. */
  static List<String> without(Runner runner) {
    Stream<String> types =
        runner == Runner.NETWORK
            ? OperationTypes.layers().stream()
            : OperationTypes.mil().keySet().stream();
    return types.filter(type -> OperationTypes.rules(type, runner).isEmpty()).toList();
  }

  static String shares(RealOperations operations) {
    RuleData data = RuleData.load();
    Map<String, RealOperations.Count> counts =
        new TreeMap<>(Comparator.comparingInt(TARGETS::indexOf));
    TARGETS.forEach(
        name -> counts.put(name, operations.count(data, data.catalog().parse(name).getFirst())));
    StringBuilder page = new StringBuilder(SHARES);
    page.append('\n')
        .append("Counted over all readable models of `../shared/models`: ")
        .append(operations.models())
        .append(" bundles with ")
        .append(operations.size())
        .append(
            " operations and layers (constants of ML Programs apart). An operation is decided when"
                + " a rule says supported, refused, outside, constant or elided, whatever the cost"
                + " model then makes of it. Neural networks run on the classic engine for every"
                + " target.\n\n")
        .append(
            "| target | decided | share | undecided | of these with a shape that is not known |\n")
        .append("|---|---|---|---|---|\n");
    counts.forEach((target, count) ->
        row(
            page,
            target,
            Integer.toString(count.decided()),
            String.format(Locale.ROOT, "%.1f %%", count.share()),
            Integer.toString(count.total() - count.decided()),
            Integer.toString(count.opaque())));
    page.append("\nUndecided, by type and what says so (`none`: no rule holds):\n\n| operation | ");
    page.append(String.join(" | ", TARGETS)).append(" |\n|---|");
    page.append("---|".repeat(TARGETS.size())).append('\n');
    undecided(counts).forEach(cells -> row(page, cells.toArray(String[]::new)));
    return page.append('\n').toString();
  }

  static String page(String shares) {
    return INTRODUCTION + shares + tables();
  }

  private static List<List<String>> undecided(Map<String, RealOperations.Count> counts) {
    List<String> kinds =
        counts.values().stream()
            .flatMap(count -> count.undecided().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (String kind : kinds) {
      List<String> cells = new ArrayList<>(List.of(kind));
      counts
          .values()
          .forEach(count -> cells.add(Long.toString(count.undecided().getOrDefault(kind, 0L))));
      rows.add(cells);
    }
    return rows;
  }

  private static String others() {
    return "Named by rules, but in neither list: "
        + OperationTypes.others().stream()
            .map(OperationsPage::code)
            .collect(Collectors.joining(", "))
        + ".\n";
  }

  /** Returns what the list of the types without a rule begins with. */
  static String name(Runner runner) {
    return switch (runner) {
      case PROGRAM_CLASSIC -> "operations of ML Programs on the classic engine";
      case PROGRAM_E5 -> "operations of ML Programs on E5";
      case NETWORK -> "layers of neural networks";
    };
  }

  private static String cell(String type, Runner runner) {
    String rules =
        OperationTypes.rules(type, runner).stream()
            .map(rule -> code(rule.id()) + " " + rule.confidence())
            .collect(Collectors.joining(", "));
    String word = OperationTypes.standing(type, runner);
    return rules.isEmpty() ? word : word + ": " + rules;
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
