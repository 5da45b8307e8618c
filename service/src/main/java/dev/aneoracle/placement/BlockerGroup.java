package dev.aneoracle.placement;

import dev.aneoracle.placement.Blocker.Kind;
import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations that are off the ANE, or may be, for one reason. */
final class BlockerGroup {

  /** The greatest first; what is not known counts as the greatest. */
  static final Comparator<BlockerGroup> BY_SIZE =
      Comparator.comparing(BlockerGroup::size, Comparator.reverseOrder())
          .thenComparingInt(group -> group.nodes.getFirst().position());

  private static final int NAMED = 5;

  private final Kind kind;
  private final Reason reason;
  private final @Nullable ProgramTimes times;
  private final List<Node> nodes = new ArrayList<>();
  private Range ane = Range.of(0);
  private Range cpu = Range.of(0);
  private Optional<Bounds> saves = Optional.empty();

  BlockerGroup(Kind kind, Reason reason, @Nullable ProgramTimes times) {
    this.kind = kind;
    this.reason = reason;
    this.times = times;
  }

  void add(Node node) {
    nodes.add(node);
    Node.Choice choice = node.choice();
    if (choice != null) {
      ane = ane.plus(choice.estimate().ane());
      cpu = cpu.plus(choice.estimate().cpu());
    }
  }

  Blocker blocker(@Nullable Long allFlops) {
    Long work = Shares.work(nodes);
    return new Blocker(
        kind,
        nodes.stream().map(Node::type).distinct().sorted().toList(),
        nodes.size(),
        nodes.stream().limit(NAMED).map(Node::name).toList(),
        explained(),
        work == null || allFlops == null || allFlops == 0 ? null : (double) work / allFlops,
        times().flatMap(known -> known.share(positions())).orElse(null),
        saves.orElse(null));
  }

  private Reason explained() {
    boolean costs =
        switch (kind) {
          case COST_MODEL, COST_MODEL_OPEN -> nodes.size() > 1;
          case REFUSED, UNKNOWN, COMPUTE_UNITS, ALWAYS_OUTSIDE -> false;
        };
    return times()
        .filter(ignored -> costs)
        .map(known ->
            CostReasons.together(
                reason, nodes.size(), new Estimate(ane, cpu, null), known.charges()))
        .orElse(reason);
  }

  /** Asks the cost model what ending it saves, where the cost model itself is not the reason. */
  BlockerGroup weighed() {
    saves =
        switch (kind) {
          case REFUSED, UNKNOWN -> times().flatMap(known -> known.saves(positions()));
          case COST_MODEL, COST_MODEL_OPEN, COMPUTE_UNITS, ALWAYS_OUTSIDE -> Optional.empty();
        };
    return this;
  }

  /** Returns the middle of what ending it saves; the most where it is not known. */
  double saved() {
    return switch (kind) {
      case REFUSED, UNKNOWN ->
          times == null ? 0 : saves.map(BlockerGroup::middle).orElse(Double.POSITIVE_INFINITY);
      case COST_MODEL, COST_MODEL_OPEN, COMPUTE_UNITS, ALWAYS_OUTSIDE -> 0;
    };
  }

  private double size() {
    if (times != null) {
      return middle(cpu.bounds());
    }
    Long work = Shares.work(nodes);
    return work == null ? Double.POSITIVE_INFINITY : work;
  }

  private static double middle(Bounds bounds) {
    return (bounds.least() + bounds.most()) / 2;
  }

  private Optional<ProgramTimes> times() {
    return Optional.ofNullable(times);
  }

  private Set<Integer> positions() {
    return nodes.stream().map(Node::position).collect(Collectors.toUnmodifiableSet());
  }
}
