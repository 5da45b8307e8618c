package dev.aneoracle.evaluation;

import java.util.List;

/**
 * Which nodes may take a measurement.
 *
 * @param name as kept with the evaluation: {@code any}, a kind of chip such as {@code M4 Pro}, or a
 *     node's name after {@code @}
 * @param environments what the answer depends on, of each node that may take it
 */
record Route(String name, List<MeasuringEnvironment> environments) {

  /** Whatever node measures. */
  static final String ANY = "any";

  private static final String NODE = "@";
  private static final String TASK = "run-";

  Route {
    environments = List.copyOf(environments);
  }

  /** Returns the name of the route to one node. */
  static String toNode(String node) {
    return NODE + node;
  }

  /** Returns the name of the task whose executions are permits to take work of the route. */
  static String task(String name) {
    return TASK + name;
  }
}
