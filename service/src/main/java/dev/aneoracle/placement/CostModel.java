package dev.aneoracle.placement;

import dev.aneoracle.placement.CostTable.Charges;
import dev.aneoracle.placement.CostTable.Peak;
import dev.aneoracle.placement.CostTable.Rate;
import dev.aneoracle.placement.CostTable.Roofline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Estimates operations as the E5 engine does: work divided by the rate of the leaf that its
 * decision tree leads to, or else the greater of work by peak and bytes by bandwidth. What is not
 * known of a target is taken from the reference target, as a range.
 */
final class CostModel {

  private static final double MILLIS = 1e3;
  private static final double GIGA = 1e9;
  private static final double GIB = 1L << 30;

  private final CostTable table;
  private final Target target;
  private final int chip;
  private final int referenceChip;
  private final Map<String, List<Rate>> own;
  private final Map<String, List<Rate>> reference;
  private final Optional<Roofline> roofline;
  private final double slack;

  CostModel(CostTable table, TargetCatalog catalog, Target target) {
    this(table, catalog, target, 1);
  }

  /** Creates it with costs that may be off by a factor, either way. */
  CostModel(CostTable table, TargetCatalog catalog, Target target, double slack) {
    this.slack = slack;
    this.table = table;
    this.target = target;
    this.chip = catalog.place(target.chip());
    this.referenceChip = catalog.place(table.reference().chip());
    this.own = rates(target, chip);
    this.reference = rates(table.reference(), referenceChip);
    this.roofline = CostTable.reaching(table.rooflines(), target, chip);
  }

  private Map<String, List<Rate>> rates(Target of, int place) {
    Map<String, List<Rate>> rates = new HashMap<>();
    for (Rate rate : table.rates()) {
      if (rate.origin().scope().reach(of, place) != Scope.Reach.OUTSIDE) {
        rate.operations()
            .forEach(
                type -> rates.computeIfAbsent(type, t -> new java.util.ArrayList<>()).add(rate));
      }
    }
    return rates;
  }

  /** Returns what moving between units costs, empty where it is not known for the target. */
  Optional<Charges> charges() {
    return CostTable.reaching(table.charges(), target, chip);
  }

  /** Returns the estimate, with the error of the constants. */
  Estimate estimate(OperationView view) {
    return raw(view).within((1 + table.precision()) * slack);
  }

  /** Returns whether nothing but the error of the constants makes the estimate a range. */
  boolean exact(Estimate estimate) {
    double width = Math.pow(1 + table.precision(), 3);
    return estimate.ane().most() <= estimate.ane().least() * width
        && estimate.cpu().most() <= estimate.cpu().least() * width;
  }

  private Estimate raw(OperationView view) {
    if (table.unpriced().contains(view.type())) {
      return Estimate.unknown();
    }
    for (Rate rate : own.getOrDefault(view.type(), List.of())) {
      switch (rate.holdsFor(view)) {
        case TRUE -> {
          return estimate(view, rate, roofline.orElseGet(this::referenceRoofline));
        }
        case UNKNOWN -> {
          return Estimate.unknown();
        }
        case FALSE -> {}
      }
    }
    for (Rate rate : reference.getOrDefault(view.type(), List.of())) {
      if (rate.holdsFor(view) != Truth.FALSE) {
        return rate.holdsFor(view) == Truth.TRUE
            ? estimate(view, rate, referenceRoofline()).within(table.factor())
            : Estimate.unknown();
      }
    }
    return roofline
        .map(known -> estimate(view, known))
        .orElseGet(() -> estimate(view, referenceRoofline()).within(table.factor()));
  }

  private Roofline referenceRoofline() {
    return CostTable.reaching(table.rooflines(), table.reference(), referenceChip).orElseThrow();
  }

  private static Estimate estimate(OperationView view, Rate rate, Roofline roofline) {
    OptionalDouble work = rate.work().of(view);
    if (work.isEmpty()) {
      return Estimate.unknown();
    }
    double millions = work.getAsDouble() / GIGA * MILLIS;
    Range ane = rate.ane() == null ? bound(view, roofline.ane()) : rate.ane().dividing(millions);
    Range cpu = rate.cpu() == null ? bound(view, roofline.cpu()) : rate.cpu().dividing(millions);
    return new Estimate(ane, cpu, rate.origin());
  }

  private static Estimate estimate(OperationView view, Roofline roofline) {
    return new Estimate(
        bound(view, roofline.ane()), bound(view, roofline.cpu()), roofline.origin());
  }

  private static Range bound(OperationView view, Peak peak) {
    OptionalDouble work = Work.ROOFLINE.of(view);
    OptionalDouble bytes = Work.bytes(view);
    if (work.isEmpty() || bytes.isEmpty()) {
      return Range.UNKNOWN;
    }
    Range computing = peak.gflops().dividing(work.getAsDouble() / GIGA * MILLIS);
    Range moving = peak.gibs().dividing(bytes.getAsDouble() / GIB * MILLIS);
    return computing.orMore(moving);
  }
}
