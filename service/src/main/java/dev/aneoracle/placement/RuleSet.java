package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules, asked in the order of their effects and then of the file.
 *
 * <p>The first refusal that holds wins over every support. A refusal that may hold (the file does
 * not answer its condition) makes the operation unknown, unless the rule says to skip it. Where no
 * rule holds the operation is unknown.
 */
final class RuleSet {

  private static final Set<Effect> GUARDS =
      Set.of(Effect.OUTSIDE, Effect.REFUSED, Effect.UNDECIDED);

  private final Map<Effect, List<Rule>> byEffect = new EnumMap<>(Effect.class);
  private final TargetCatalog catalog;
  private final Map<Audience, Speakers> speakers = new ConcurrentHashMap<>();

  RuleSet(List<Rule> rules, TargetCatalog catalog) {
    this.catalog = catalog;
    for (Effect effect : Effect.values()) {
      byEffect.put(effect, rules.stream().filter(rule -> rule.effect() == effect).toList());
    }
  }

  List<Rule> rules() {
    return byEffect.values().stream().flatMap(List::stream).toList();
  }

  Ruling rule(OperationView operation, Engine engine, Target target) {
    return rule(operation, engine, target, false);
  }

  /** Rules on an operation as if the compiler removed nothing. */
  Ruling ruleAsWork(OperationView operation, Engine engine, Target target) {
    return rule(operation, engine, target, true);
  }

  private Ruling rule(OperationView operation, Engine engine, Target target, boolean asWork) {
    List<Rule> maybe = new ArrayList<>();
    for (Speaker speaker : speakers(engine, target).of(operation.type())) {
      Rule rule = speaker.rule();
      if (asWork && rule.effect() == Effect.ELIDED) {
        continue;
      }
      switch (rule.holdsFor(operation)) {
        case TRUE -> {
          boolean open = rule.effect() == Effect.SUPPORTED && !maybe.isEmpty();
          return open
              ? ruling(maybe.getFirst(), Effect.UNDECIDED, operation, engine, Scope.Reach.CARRIED)
              : ruling(rule, rule.effect(), operation, engine, speaker.reach());
        }
        case UNKNOWN -> {
          if (GUARDS.contains(rule.effect()) && !rule.skipUnknown()) {
            maybe.add(rule);
          }
        }
        case FALSE -> {}
      }
    }
    return Ruling.silent(operation.type(), target);
  }

  private Speakers speakers(Engine engine, Target target) {
    return speakers.computeIfAbsent(new Audience(engine, target), this::speakers);
  }

  private Speakers speakers(Audience audience) {
    Target target = audience.target();
    int chip = catalog.place(target.chip());
    List<Speaker> reaching = new ArrayList<>();
    for (Rule rule : rules()) {
      Scope.Reach reach = rule.scope().reach(target, chip);
      if (reach != Scope.Reach.OUTSIDE && rule.engines().contains(audience.engine())) {
        reaching.add(new Speaker(rule, reach));
      }
    }
    return Speakers.of(reaching);
  }

  private static Ruling ruling(
      Rule rule, Effect effect, OperationView operation, Engine engine, Scope.Reach reach) {
    boolean carried = reach == Scope.Reach.CARRIED;
    Optional<Reason> reason =
        effect == Effect.SUPPORTED
            ? Optional.empty()
            : Optional.of(
                new Reason(
                    rule.id(),
                    rule.code().name(),
                    rule.explain(operation),
                    effect == Effect.REFUSED
                        ? rule.coreMlMessage(operation, engine).orElse(null)
                        : null,
                    rule.advice().isEmpty() ? null : rule.advice(),
                    carried ? "I" : rule.confidence(),
                    String.join("; ", rule.sources())));
    return new Ruling(rule.id(), effect, reason.orElse(null), carried);
  }

  /** Those that a rule can be asked for: as many as there are engines and targets. */
  private record Audience(Engine engine, Target target) {}

  /** A rule that reaches a target. */
  private record Speaker(Rule rule, Scope.Reach reach) {

    boolean speaksOf(String type) {
      return rule.operations().isEmpty() || rule.operations().contains(type);
    }
  }

  /**
   * The rules that reach a target, in the order in which they are asked.
   *
   * @param byType those that speak of a type that some rule names
   * @param ofAll those that speak of every type
   */
  private record Speakers(Map<String, List<Speaker>> byType, List<Speaker> ofAll) {

    static Speakers of(List<Speaker> speakers) {
      Map<String, List<Speaker>> byType = new HashMap<>();
      for (Speaker named : speakers) {
        for (String type : named.rule().operations()) {
          byType.computeIfAbsent(type, t -> speakers.stream().filter(s -> s.speaksOf(t)).toList());
        }
      }
      return new Speakers(
          byType, speakers.stream().filter(s -> s.rule().operations().isEmpty()).toList());
    }

    List<Speaker> of(String type) {
      return byType.getOrDefault(type, ofAll);
    }
  }
}
