package dev.aneoracle.placement;

import dev.aneoracle.coreml.Shape;
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
          "Allow it with CPU_AND_NE.",
          "D",
          "APPLE-DOC MLComputeUnits");
  private static final Reason COST =
      new Reason(
          "e5-cost-model",
          ReasonCode.COST_MODEL.name(),
          "The ANE can run it; whether it does is decided by a cost model, which the rule data does"
              + " not hold yet.",
          null,
          "M",
          "751K");

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
        node.ruling().eligibility(),
        unit(node, allowed),
        reason(node, allowed),
        view == null
            ? List.of()
            : view.operation().outputs().stream().map(out -> sizes(out.shape())).toList(),
        node.flops());
  }

  private static Unit unit(Node node, boolean allowed) {
    return switch (node.standing()) {
      case ON -> allowed ? Unit.ANE : Unit.OUTSIDE;
      case OPEN -> allowed ? Unit.UNKNOWN : Unit.OUTSIDE;
      case OUTSIDE -> Unit.OUTSIDE;
      case GONE -> Unit.NONE;
    };
  }

  private static @Nullable Reason reason(Node node, boolean allowed) {
    return switch (node.standing()) {
      case ON -> allowed ? null : UNITS;
      case OPEN -> {
        if (!allowed) {
          yield UNITS;
        }
        yield node.ruling().effect() == Effect.SUPPORTED ? COST : node.ruling().reason();
      }
      case OUTSIDE, GONE -> node.ruling().reason();
    };
  }

  private static List<Long> sizes(Shape shape) {
    return shape.fullyKnown() ? shape.dimensions() : List.of();
  }
}
