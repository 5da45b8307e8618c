package dev.aneoracle.placement;

import dev.aneoracle.placement.CostTable.Charges;
import dev.aneoracle.placement.Node.Choice;
import dev.aneoracle.placement.Node.Standing;
import dev.aneoracle.placement.OperationPlacement.Reason;
import dev.aneoracle.placement.ShortestPath.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places the programs of a model as the E5 engine does: the shortest path over eligible units.
 *
 * <p>What is not known is read twice: with everything in favour of the ANE (unknown operations are
 * eligible, the ANE as fast and the CPU as slow as the ranges allow) and with everything against
 * it. The cost of a path is submodular in the set of operations on the ANE, so any truth between
 * places a set between the two: what both readings place is placed, what neither places is not, and
 * the rest stays open.
 */
final class CostPlacement {

  private static final Step CPU_ONLY = new Step(Double.POSITIVE_INFINITY, 0);

  private final CostModel model;
  private final RuleSet rules;
  private final Target target;
  private final CostReasons reasons;

  /** Creates it for a target; {@code slack} is how far its costs may be off, either way. */
  CostPlacement(RuleData data, Target target, double slack) {
    this.model = new CostModel(data.costs(), data.catalog(), target, slack);
    this.rules = data.rules();
    this.target = target;
    this.reasons = new CostReasons(data.catalog(), target);
  }

  /** Returns what moving between units costs, empty where it is not known. */
  Optional<Charges> charges() {
    return model.charges();
  }

  /** Returns the flow with every program of the E5 engine placed. */
  Flow place(Flow flow) {
    Optional<Charges> charges = model.charges();
    if (charges.isEmpty()) {
      return flow;
    }
    List<Node> nodes = new ArrayList<>(flow.nodes());
    List<Candidate> strand = new ArrayList<>();
    for (Node node : flow.nodes()) {
      if (!strand.isEmpty() && strand.getLast().node().strand() != node.strand()) {
        place(strand, charges.get(), nodes);
        strand.clear();
      }
      candidate(node).ifPresent(strand::add);
    }
    place(strand, charges.get(), nodes);
    return flow.with(nodes);
  }

  /** Casts at the edge do not count for the verdict, but they lie on the path. */
  private Optional<Candidate> candidate(Node node) {
    OperationView view = node.view();
    if (node.engine() != Engine.E5 || view == null) {
      return Optional.empty();
    }
    boolean edgeCast = node.ruling().effect() == Effect.ELIDED && node.type().equals("cast");
    if (node.standing() == Standing.GONE && !edgeCast) {
      return Optional.empty();
    }
    Ruling ruling = edgeCast ? rules.ruleAsWork(view, Engine.E5, target) : node.ruling();
    Estimate estimate = model.estimate(view);
    return Optional.of(new Candidate(node, ruling, estimate, model.exact(estimate)));
  }

  private void place(List<Candidate> strand, Charges charges, List<Node> nodes) {
    boolean[] most = ShortestPath.of(strand.stream().map(Candidate::inFavour).toList(), charges);
    boolean[] least = ShortestPath.of(strand.stream().map(Candidate::against).toList(), charges);
    boolean exact = strand.stream().allMatch(Candidate::exact);
    for (int i = 0; i < strand.size(); i++) {
      Candidate candidate = strand.get(i);
      Standing standing =
          most[i] && least[i]
              ? Standing.ON
              : most[i] || least[i] ? Standing.OPEN : Standing.OUTSIDE;
      Optional<Reason> reason = reasons.of(candidate, standing, exact, charges);
      nodes.set(
          candidate.node().position(),
          candidate
              .node()
              .placed(
                  new Choice(
                      candidate.ruling(), standing, reason.orElse(null), candidate.estimate())));
    }
  }

  /**
   * An operation that the path leads through.
   *
   * @param known whether its costs are known to the error of the constants
   */
  record Candidate(Node node, Ruling ruling, Estimate estimate, boolean known) {

    /** Returns whether the operation leaves no doubt to the path. */
    boolean exact() {
      return refused() || (known && ruling.effect() == Effect.SUPPORTED);
    }

    boolean refused() {
      return switch (ruling.effect()) {
        case OUTSIDE, REFUSED, CONSTANT, ELIDED -> true;
        case UNDECIDED, SUPPORTED -> false;
      };
    }

    Step inFavour() {
      return refused() ? CPU_ONLY : new Step(estimate.ane().least(), estimate.cpu().most());
    }

    Step against() {
      return ruling.effect() == Effect.SUPPORTED
          ? new Step(estimate.ane().most(), estimate.cpu().least())
          : CPU_ONLY;
    }
  }
}
