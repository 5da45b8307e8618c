package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The {@code metadata.json} of a compiled bundle: a list of one object, in which even numbers and
 * shapes are texts.
 */
record CompiledMetadata(
    ModelType type,
    int specificationVersion,
    boolean updatable,
    ModelInterface face,
    Map<String, Integer> operationTypes) {

  private static final String TYPE_PREFIX = "MLModelType_";
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  static CompiledMetadata read(Path file) throws CoreMlFormatException, IOException {
    JsonNode root = JsonFile.read(file);
    JsonNode model = root.isArray() ? root.path(0) : root;
    if (!model.isObject()) {
      throw new CoreMlFormatException("metadata.json does not describe a model");
    }
    return new CompiledMetadata(
        type(model.path("modelType").path("name").asString("")),
        (int) number(model.path("specificationVersion")),
        number(model.path("isUpdatable")) == 1,
        new ModelInterface(
            features(model.path("inputSchema")),
            features(model.path("outputSchema")),
            features(model.path("stateSchema")),
            model.path("predictedFeatureName").asString(""),
            "",
            model.path("defaultFunctionName").asString("")),
        operationTypes(model));
  }

  private static ModelType type(String name) {
    for (ModelType type : ModelType.values()) {
      if (name.equals(TYPE_PREFIX + type.label())) {
        return type;
      }
    }
    return ModelType.COMPILED_UNKNOWN;
  }

  private static Map<String, Integer> operationTypes(JsonNode model) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry :
        model.path("mlProgramOperationTypeHistogram").properties()) {
      String operationType = MilNames.operationType(entry.getKey());
      if (!MilNames.isConstant(operationType)) {
        counts.merge(operationType, (int) number(entry.getValue()), Integer::sum);
      }
    }
    model
        .path("neuralNetworkLayerTypeHistogram")
        .properties()
        .forEach(entry -> counts.put(entry.getKey(), (int) number(entry.getValue())));
    return counts;
  }

  private static List<Feature> features(JsonNode schema) {
    List<Feature> features = new ArrayList<>();
    for (JsonNode feature : schema) {
      features.add(
          new Feature(
              feature.path("name").asString(""),
              featureType(feature),
              number(feature.path("isOptional")) == 1));
    }
    return features;
  }

  private static Feature.FeatureType featureType(JsonNode feature) {
    return switch (feature.path("type").asString("")) {
      case "MultiArray" -> array(feature);
      case "State" -> new Feature.State(array(feature));
      case "Image" -> {
        String colorSpace = feature.path("colorspace").asString("");
        yield new Feature.Image(
            number(feature.path("width")),
            number(feature.path("height")),
            number(feature.path("isColor")) == 1 ? 3 : 1,
            colorSpace,
            number(feature.path("hasSizeFlexibility")) == 1);
      }
      case "Int64" -> new Feature.Scalar("int64");
      case "Double" -> new Feature.Scalar("double");
      case "String" -> new Feature.Scalar("string");
      case "Dictionary" ->
          new Feature.Dictionary(
              feature.path("keyType").asString("").equals("Int64") ? "int64" : "string");
      case "Sequence" ->
          new Feature.Sequence(
              feature.path("formattedType").asString("").contains("Int64") ? "int64" : "string");
      default -> new Feature.Untyped();
    };
  }

  private static Feature.MultiArray array(JsonNode feature) {
    ElementType element =
        switch (feature.path("dataType").asString("")) {
          case "Float16" -> ElementType.FLOAT16;
          case "Float32" -> ElementType.FLOAT32;
          case "Double", "Float64" -> ElementType.FLOAT64;
          case "Int8" -> ElementType.INT8;
          case "Int32" -> ElementType.INT32;
          default -> ElementType.UNKNOWN;
        };
    List<Long> shape =
        NUMBER
            .matcher(feature.path("shape").asString(""))
            .results()
            .map(match -> Long.valueOf(match.group()))
            .toList();
    return new Feature.MultiArray(element, shape, number(feature.path("hasShapeFlexibility")) == 1);
  }

  private static long number(JsonNode value) {
    if (value.isNumber()) {
      return value.asLong(0);
    }
    String text = value.asString("");
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
  }
}
