package dev.aneoracle.placement;

import static java.util.Objects.requireNonNull;

import dev.aneoracle.coreml.LayerTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every type of operation that there is, and the rules that name it. */
final class OperationTypes {

  private static final RuleData DATA = RuleData.load();
  private static final List<Target> TARGETS = DATA.catalog().parse("all");

  private OperationTypes() {}

  /** What runs a type: ML Programs run on both engines, neural networks on the classic one. */
  enum Runner {
    PROGRAM_CLASSIC(Engine.CLASSIC, "true"),
    PROGRAM_E5(Engine.E5, "true"),
    NETWORK(Engine.CLASSIC, "false");

    private final Engine engine;
    private final String program;

    Runner(Engine engine, String program) {
      this.engine = engine;
      this.program = program;
    }

    private boolean runsOn(Target target) {
      return this == NETWORK || DATA.catalog().programEngine(target.macos()) == engine;
    }
  }

  /** Returns the operations of MIL's opsets with the opsets that define them. */
  static Map<String, String> mil() {
    Map<String, String> operations = new LinkedHashMap<>();
    text("mil-operations.txt")
        .lines()
        .sorted()
        .forEach(line -> operations.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
    return operations;
  }

  static List<String> layers() {
    return LayerTypes.all();
  }

  /** Returns the types that rules name and neither list holds. */
  static Set<String> others() {
    Set<String> others = new TreeSet<>();
    DATA.rules().rules().forEach(rule -> others.addAll(rule.operations()));
    others.removeAll(mil().keySet());
    others.removeAll(Set.copyOf(layers()));
    return others;
  }

  /** Returns the rules that name the type, in the order in which they are asked. */
  static List<Rule> rules(String type, Runner runner) {
    return DATA.rules().rules().stream()
        .filter(rule -> rule.operations().contains(type) && rule.engines().contains(runner.engine))
        .filter(rule -> fits(rule, runner))
        .filter(rule -> TARGETS.stream().anyMatch(target -> reaches(rule, runner, target)))
        .toList();
  }

  /** Returns one word for what the rules say of the type over all targets and parameters. */
  static String standing(String type, Runner runner) {
    List<Rule> rules = rules(type, runner);
    List<String> words =
        TARGETS.stream()
            .filter(runner::runsOn)
            .map(target ->
                rules.stream()
                    .filter(rule -> reaches(rule, runner, target))
                    .findFirst()
                    .map(OperationTypes::word)
                    .orElse("no rule"))
            .distinct()
            .toList();
    return words.size() == 1 ? words.getFirst() : "conditional";
  }

  private static String word(Rule first) {
    boolean always = first.when().stream().allMatch(condition -> condition.fact() == Fact.PROGRAM);
    if (!always) {
      return "conditional";
    }
    return switch (first.effect()) {
      case CONSTANT -> "constant";
      case ELIDED -> "elided";
      case OUTSIDE -> "outside";
      case REFUSED -> "refused";
      case UNDECIDED -> "conditional";
      case SUPPORTED -> "supported";
    };
  }

  private static boolean fits(Rule rule, Runner runner) {
    return rule.when().stream()
        .filter(condition -> condition.fact() == Fact.PROGRAM)
        .allMatch(condition -> condition.test(new FactValue.Word(runner.program)) == Truth.TRUE);
  }

  private static boolean reaches(Rule rule, Runner runner, Target target) {
    return runner.runsOn(target)
        && rule.scope().reach(target, DATA.catalog().place(target.chip())) != Scope.Reach.OUTSIDE;
  }

  private static String text(String resource) {
    try (InputStream in = OperationTypes.class.getResourceAsStream(resource)) {
      return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException ex) {
      throw new UncheckedIOException(ex);
    }
  }
}
