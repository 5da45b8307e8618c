package dev.aneoracle.api;

import dev.aneoracle.evaluation.FeatureSummary;
import dev.aneoracle.evaluation.ModelSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model as the API shows it. */
@Schema(name = "Model", description = "What the model's file says of itself")
record ModelResponse(
    @Schema(example = "sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8")
        String digest,
    @Schema(example = "TinyClassifier.mlmodel") String name,
    @Schema(allowableValues = {"mlmodel", "mlpackage", "mlmodelc"}) String format,
    @Schema(
            description = "The kind, by the specification's name",
            example = "neuralNetworkClassifier")
        String type,
    @Schema(description = "0 where the file does not say") int specificationVersion,
    @Schema(description = "Size of the files, unpacked") long bytes,
    List<FeatureResponse> inputs,
    List<FeatureResponse> outputs,
    @Schema(description = "The states it keeps between predictions") List<FeatureResponse> states,
    @Schema(description = "What is odd about the file without being wrong") List<String> warnings) {

  static ModelResponse of(ModelSummary model) {
    return new ModelResponse(
        model.digest(),
        model.name(),
        model.format(),
        model.type(),
        model.specificationVersion(),
        model.bytes(),
        features(model.inputs()),
        features(model.outputs()),
        features(model.states()),
        model.warnings());
  }

  private static List<FeatureResponse> features(List<FeatureSummary> features) {
    return features.stream().map(FeatureResponse::of).toList();
  }

  /** One feature of the interface. */
  @Schema(name = "Feature", description = "An input, an output or a state of a model")
  record FeatureResponse(
      String name,
      @Schema(example = "image") String type,
      @Schema(
              description =
                  "Channels, height, width of an image; a tensor's as declared; null for the rest",
              example = "[3,32,32]")
          @Nullable List<Long> shape,
      @Schema(description = "A tensor's element type; null for the rest", example = "float32")
          @Nullable String elementType,
      boolean optional,
      @Schema(description = "Whether other shapes are allowed") boolean flexible) {

    static FeatureResponse of(FeatureSummary feature) {
      return new FeatureResponse(
          feature.name(),
          feature.type(),
          feature.shape(),
          feature.elementType(),
          feature.optional(),
          feature.flexible());
    }
  }
}
