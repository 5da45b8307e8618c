package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    return rule(byEffect.values(), operation, engine, target);
  }

  /** Rules on an operation as if the compiler removed nothing. */
  Ruling ruleAsWork(OperationView operation, Engine engine, Target target) {
    Map<Effect, List<Rule>> kept = new EnumMap<>(byEffect);
    kept.remove(Effect.ELIDED);
    return rule(kept.values(), operation, engine, target);
  }

  private Ruling rule(
      Collection<List<Rule>> ordered, OperationView operation, Engine engine, Target target) {
    List<Rule> maybe = new ArrayList<>();
    for (List<Rule> rules : ordered) {
      for (Rule rule : rules) {
        if (!rule.speaksOf(engine, operation.type())) {
          continue;
        }
        Scope.Reach reach = rule.scope().reach(target, catalog.place(target.chip()));
        if (reach == Scope.Reach.OUTSIDE) {
          continue;
        }
        switch (rule.holdsFor(operation)) {
          case TRUE -> {
            boolean open = rule.effect() == Effect.SUPPORTED && !maybe.isEmpty();
            return open
                ? ruling(maybe.getFirst(), Effect.UNDECIDED, operation, engine, Scope.Reach.CARRIED)
                : ruling(rule, rule.effect(), operation, engine, reach);
          }
          case UNKNOWN -> {
            if (GUARDS.contains(rule.effect()) && !rule.skipUnknown()) {
              maybe.add(rule);
            }
          }
          case FALSE -> {}
        }
      }
    }
    return Ruling.silent(operation.type(), target);
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
}
