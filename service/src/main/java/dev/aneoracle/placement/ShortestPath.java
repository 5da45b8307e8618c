package dev.aneoracle.placement;

import dev.aneoracle.placement.CostTable.Charges;
import java.util.List;

/**
 * The cheapest way through a program, operation by operation in file order.
 *
 * <p>Three states are enough: on the CPU before the ANE was ever entered, on the CPU after that,
 * and on the ANE. The launch is charged where the first is left for the third.
 */
final class ShortestPath {

  private static final int FRESH = 0;
  private static final int BACK = 1;
  private static final int ANE = 2;
  private static final int STATES = 3;

  private ShortestPath() {}

  /**
   * What one operation costs on each unit, in milliseconds; infinite where the unit does not take
   * it.
   */
  record Step(double ane, double cpu) {}

  /** Returns which operations lie on the ANE. At equal cost they lie on the CPU. */
  static boolean[] of(List<Step> steps, Charges charges) {
    byte[][] from = new byte[steps.size()][STATES];
    return trace(from, cheapest(costs(steps, charges, from)));
  }

  /** Returns what the cheapest way costs, in milliseconds. */
  static double cost(List<Step> steps, Charges charges) {
    double[] costs = costs(steps, charges, new byte[steps.size()][STATES]);
    return costs[cheapest(costs)];
  }

  private static double[] costs(List<Step> steps, Charges charges, byte[][] from) {
    double[] cost = {0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (int i = 0; i < steps.size(); i++) {
      double[] next = new double[STATES];
      double change = i == 0 ? 0 : charges.change();
      next[FRESH] = cost[FRESH] + steps.get(i).cpu();
      from[i][FRESH] = FRESH;
      boolean leaves = cost[ANE] + charges.change() < cost[BACK];
      next[BACK] = (leaves ? cost[ANE] + charges.change() : cost[BACK]) + steps.get(i).cpu();
      from[i][BACK] = (byte) (leaves ? ANE : BACK);
      double[] ways = {cost[FRESH] + change + charges.launch(), cost[BACK] + change, cost[ANE]};
      int best = cheapest(ways);
      next[ANE] = ways[best] + steps.get(i).ane();
      from[i][ANE] = (byte) best;
      cost = next;
    }
    cost[ANE] += charges.output();
    return cost;
  }

  private static int cheapest(double[] costs) {
    int best = 0;
    for (int i = 1; i < costs.length; i++) {
      best = costs[i] < costs[best] ? i : best;
    }
    return best;
  }

  private static boolean[] trace(byte[][] from, int last) {
    boolean[] onAne = new boolean[from.length];
    int state = last;
    for (int i = from.length - 1; i >= 0; i--) {
      onAne[i] = state == ANE;
      state = from[i][state];
    }
    return onAne;
  }
}
