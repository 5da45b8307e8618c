package dev.aneoracle.placement;

import dev.aneoracle.placement.CostTable.Origin;
import org.jspecify.annotations.Nullable;

/**
 * How long the E5 engine takes an operation to last, in milliseconds.
 *
 * @param origin the constants it rests on, null where a shape is not known
 */
record Estimate(Range ane, Range cpu, @Nullable Origin origin) {

  private static final Estimate UNKNOWN = new Estimate(Range.UNKNOWN, Range.UNKNOWN, null);

  /** Returns the estimate of an operation of which nothing is known. */
  static Estimate unknown() {
    return UNKNOWN;
  }

  boolean known() {
    return ane.bounded() && cpu.bounded();
  }

  Estimate within(double factor) {
    return new Estimate(ane.within(factor), cpu.within(factor), origin);
  }
}
