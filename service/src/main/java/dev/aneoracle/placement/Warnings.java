package dev.aneoracle.placement;

import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import java.util.ArrayList;
import java.util.List;

/** What a reader of a prediction should know about the whole model. */
final class Warnings {

  private Warnings() {}

  static List<String> of(
      Graphwide whole, ComputeUnits units, List<GraphWarning> known, int unpublished) {
    Flow flow = whole.flow();
    List<String> warnings = new ArrayList<>();
    flexible(whole.model(), warnings);
    known.forEach(warning -> warning.of(whole).ifPresent(warnings::add));
    if (units == ComputeUnits.ALL) {
      warnings.add(
          "Predicted as for CPU_AND_NE: with ALL the GPU may take operations, more of them on"
              + " larger chips (ERWIN). Set CPU_AND_NE to keep it from the GPU.");
    }
    long casts = flow.nodes().stream().filter(Warnings::isEdgeCast).count();
    if (casts > 0) {
      warnings.add(
          casts
              + " casts between 16 and 32-bit floats at the model's edge are left out of account.");
    }
    long unsized =
        flow.nodes().stream()
            .map(Node::view)
            .filter(view -> view != null && !TensorFacts.shapesKnown(view))
            .count();
    if (unsized > 0) {
      warnings.add(
          unsized
              + " operations have tensors of unknown shape: size limits were not checked there.");
    }
    long carried = flow.nodes().stream().filter(node -> node.ruling().carried()).count();
    if (carried > 0) {
      warnings.add(
          carried
              + " operations are judged by rules measured on another chip or macOS (confidence"
              + " I).");
    }
    if (unpublished > 0) {
      warnings.add(
          "The bounds of some segments depend on operations whose placement is not known.");
    }
    if (flow.nodes().stream().map(Node::engine).filter(e -> e != Engine.NONE).distinct().count()
        > 1) {
      warnings.add("The stages run on different engines; the first one's is given.");
    }
    return warnings;
  }

  private static void flexible(Model model, List<String> warnings) {
    for (Feature feature : model.inputs()) {
      boolean flexible =
          switch (feature.type()) {
            case Feature.MultiArray array -> array.flexible();
            case Feature.Image image -> image.flexible();
            case Feature.State state -> state.array().flexible();
            case Feature.Scalar ignored -> false;
            case Feature.Dictionary ignored -> false;
            case Feature.Sequence ignored -> false;
            case Feature.Untyped ignored -> false;
          };
      if (flexible) {
        warnings.add(
            "Input "
                + feature.name()
                + " has a flexible shape: predicted for the default shape; other shapes often leave"
                + " the ANE (CT issues 1909 and 2370). Fixed or enumerated shapes are safer; with"
                + " macOS 14.4 or iOS 17.4 the hint reshapeFrequency infrequent helps too (CT"
                + " docs-guides/flexible-inputs.md).");
      }
    }
  }

  private static boolean isEdgeCast(Node node) {
    return node.type().equals("cast") && node.ruling().effect() == Effect.ELIDED;
  }
}
