package dev.aneoracle.placement;

import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.OperationPlacement.Eligibility;
import dev.aneoracle.placement.OperationPlacement.OperationTime;
import dev.aneoracle.placement.OperationPlacement.Reason;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the placement of every step. */
final class Placements {

  private static final Reason UNITS =
      new Reason(
          "compute-units",
          ReasonCode.UNIT_NOT_ALLOWED.name(),
          "The compute units leave the ANE out.",
          null,
          "Allow it with CPU_AND_NE.",
          "D",
          "APPLE-DOC MLComputeUnits");

  private Placements() {}

  static List<OperationPlacement> of(Flow flow, ComputeUnits units) {
    boolean allowed = Units.allowAne(units);
    return flow.nodes().stream().map(node -> of(node, allowed)).toList();
  }

  private static OperationPlacement of(Node node, boolean allowed) {
    OperationView view = node.view();
    return new OperationPlacement(
        view == null ? 0 : view.operation().index(),
        node.stage(),
        node.function(),
        node.name(),
        node.type(),
        ruling(node).eligibility(),
        unit(node, allowed),
        reason(node, allowed),
        view == null
            ? List.of()
            : view.operation().outputs().stream().map(out -> sizes(out.shape())).toList(),
        node.flops(),
        time(node));
  }

  private static @Nullable OperationTime time(Node node) {
    Node.Choice choice = node.choice();
    if (choice == null || !choice.estimate().cpu().bounded()) {
      return null;
    }
    Range ane = choice.estimate().ane();
    boolean taken = choice.ruling().eligibility() != Eligibility.NO;
    return new OperationTime(
        taken && ane.bounded() ? ane.bounds() : null, choice.estimate().cpu().bounds());
  }

  /** A cast at the edge does not count, but the cost model places it. */
  static Ruling ruling(Node node) {
    return node.choice() == null ? node.ruling() : node.choice().ruling();
  }

  static Node.Standing standing(Node node) {
    return node.choice() == null ? node.standing() : node.choice().standing();
  }

  private static Unit unit(Node node, boolean allowed) {
    return switch (standing(node)) {
      case ON -> allowed ? Unit.ANE : Unit.OUTSIDE;
      case OPEN -> allowed ? Unit.UNKNOWN : Unit.OUTSIDE;
      case OUTSIDE -> Unit.OUTSIDE;
      case GONE -> Unit.NONE;
    };
  }

  /** Returns why a step is not on the ANE, null where it is. */
  static @Nullable Reason reason(Node node, boolean allowed) {
    boolean refused = ruling(node).eligibility() == Eligibility.NO;
    if (!allowed && !refused && standing(node) != Node.Standing.GONE) {
      return UNITS;
    }
    return node.choice() == null ? ruled(node) : node.choice().reason();
  }

  private static @Nullable Reason ruled(Node node) {
    return node.standing() == Node.Standing.ON ? null : node.ruling().reason();
  }

  private static List<Long> sizes(Shape shape) {
    return shape.fullyKnown() ? shape.dimensions() : List.of();
  }
}
