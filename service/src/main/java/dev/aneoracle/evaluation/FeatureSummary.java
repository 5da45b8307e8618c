package dev.aneoracle.evaluation;

import dev.aneoracle.coreml.Feature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature of the model's interface as users see it.
 *
 * @param shape channels, height, width for an image; as declared for a tensor; null for the rest
 * @param elementType the tensor's element type in MIL's names; null for the rest
 */
public record FeatureSummary(
    String name,
    String type,
    @Nullable List<Long> shape,
    @Nullable String elementType,
    boolean optional,
    boolean flexible) {

  static FeatureSummary of(Feature feature) {
    return switch (feature.type()) {
      case Feature.Image image ->
          new FeatureSummary(
              feature.name(),
              image.label(),
              List.of((long) image.channels(), image.height(), image.width()),
              null,
              feature.optional(),
              image.flexible());
      case Feature.MultiArray array -> tensor(feature, array);
      case Feature.State state -> tensor(feature, state.array());
      case Feature.Scalar scalar -> untyped(feature, scalar);
      case Feature.Dictionary dictionary -> untyped(feature, dictionary);
      case Feature.Sequence sequence -> untyped(feature, sequence);
      case Feature.Untyped unknown -> untyped(feature, unknown);
    };
  }

  private static FeatureSummary tensor(Feature feature, Feature.MultiArray array) {
    return new FeatureSummary(
        feature.name(),
        feature.type().label(),
        array.shape(),
        array.element().name().toLowerCase(java.util.Locale.ROOT),
        feature.optional(),
        array.flexible());
  }

  private static FeatureSummary untyped(Feature feature, Feature.FeatureType type) {
    return new FeatureSummary(feature.name(), type.label(), null, null, feature.optional(), false);
  }
}
