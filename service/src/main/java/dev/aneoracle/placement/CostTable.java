package dev.aneoracle.placement;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The constants of the E5 engine's cost model.
 *
 * @param reference the target whose rates stand in for those that are not known of another
 * @param factor how far a rate that stands in may be off, either way
 * @param precision the relative error of the constants
 * @param unpriced types whose costs follow no formula that is known
 */
record CostTable(
    List<Charges> charges,
    List<Roofline> rooflines,
    List<Rate> rates,
    Target reference,
    double factor,
    double precision,
    Set<String> unpriced) {

  CostTable {
    charges = List.copyOf(charges);
    rooflines = List.copyOf(rooflines);
    rates = List.copyOf(rates);
    unpriced = Set.copyOf(unpriced);
  }

  /** One constant or group of them, with its source. */
  sealed interface Entry {
    /** Returns where it comes from. */
    Origin origin();
  }

  /** Where a constant comes from and which targets it holds for. */
  record Origin(String id, Scope scope, String confidence, List<String> sources) {
    Origin {
      sources = List.copyOf(sources);
    }
  }

  /**
   * What changing between units costs, in milliseconds.
   *
   * @param change for each change of unit
   * @param launch once, at the first entry into the ANE
   * @param output where the program ends on the ANE
   */
  record Charges(Origin origin, double change, double launch, double output) implements Entry {}

  /** What bounds the work of operations that have no rate of their own. */
  record Roofline(Origin origin, Peak ane, Peak cpu) implements Entry {}

  /** The most that a unit does in a second: 10⁹ operations, and GiB moved. */
  record Peak(Range gflops, Range gibs) {}

  /**
   * How fast operations of one kind are done.
   *
   * @param ane 10⁹ of the work a second on the ANE, null where the roofline tells
   * @param cpu the same on the CPU
   */
  record Rate(
      Origin origin,
      Set<String> operations,
      List<Condition> when,
      Work work,
      @Nullable Range ane,
      @Nullable Range cpu)
      implements Entry {
    Rate {
      operations = Set.copyOf(operations);
      when = List.copyOf(when);
    }

    Truth holdsFor(OperationView view) {
      return Condition.all(when, view);
    }
  }

  /** Returns the first of the entries that reaches a target. */
  static <T extends Entry> Optional<T> reaching(List<T> entries, Target target, int chip) {
    return entries.stream()
        .filter(entry -> entry.origin().scope().reach(target, chip) != Scope.Reach.OUTSIDE)
        .findFirst();
  }
}
