package dev.aneoracle.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a model is on the ANE.
 *
 * @param operations of the operations that run anywhere, null where one is open
 * @param flops of the floating-point work, null where one is open or its work is not known
 */
record Shares(@Nullable Double operations, @Nullable Double flops) {

  static Shares of(Flow flow, boolean allowed) {
    List<Node> running =
        flow.nodes().stream().filter(node -> node.standing() != Node.Standing.GONE).toList();
    if (running.isEmpty() || !running.stream().allMatch(Shares::counts)) {
      return new Shares(null, null);
    }
    List<Node> operations = running.stream().filter(Node::isOperation).toList();
    if (operations.isEmpty()) {
      return new Shares(null, null);
    }
    if (!allowed) {
      return new Shares(0.0, work(operations) == null ? null : 0.0);
    }
    if (operations.stream().anyMatch(node -> node.standing() == Node.Standing.OPEN)) {
      return new Shares(null, null);
    }
    List<Node> on =
        operations.stream().filter(node -> node.standing() == Node.Standing.ON).toList();
    Long all = work(operations);
    Long done = work(on);
    return new Shares(
        (double) on.size() / operations.size(),
        all == null || done == null || all == 0 ? null : (double) done / all);
  }

  /** A stage whose network cannot be read leaves the shares unknown. */
  private static boolean counts(Node node) {
    return node.isOperation() || node.standing() == Node.Standing.OUTSIDE;
  }

  static @Nullable Long work(List<Node> nodes) {
    long sum = 0;
    for (Node node : nodes) {
      Long flops = node.flops();
      if (flops == null) {
        return null;
      }
      sum += flops;
    }
    return sum;
  }
}
