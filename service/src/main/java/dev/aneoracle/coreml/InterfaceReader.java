package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.ArrayFeatureType;
import dev.aneoracle.coreml.spec.DictionaryFeatureType;
import dev.aneoracle.coreml.spec.FeatureDescription;
import dev.aneoracle.coreml.spec.FeatureType;
import dev.aneoracle.coreml.spec.FunctionDescription;
import dev.aneoracle.coreml.spec.ImageFeatureType;
import dev.aneoracle.coreml.spec.ModelDescription;
import dev.aneoracle.coreml.spec.SequenceFeatureType;
import java.util.List;

/** Reads a model's interface (coremltools {@code mlmodel/format/Model.proto}, ModelDescription). */
final class InterfaceReader {

  private InterfaceReader() {}

  /** Returns the interface; that of the default function where the model has several. */
  static ModelInterface read(ModelDescription description) throws CoreMlFormatException {
    if (description.getFunctionsCount() == 0) {
      return new ModelInterface(
          features(description.getInputList()),
          features(description.getOutputList()),
          features(description.getStateList()),
          description.getPredictedFeatureName(),
          description.getPredictedProbabilitiesName(),
          description.getDefaultFunctionName());
    }
    FunctionDescription function = defaultFunction(description);
    return new ModelInterface(
        features(function.getInputList()),
        features(function.getOutputList()),
        features(function.getStateList()),
        function.getPredictedFeatureName(),
        function.getPredictedProbabilitiesName(),
        function.getName());
  }

  private static FunctionDescription defaultFunction(ModelDescription description)
      throws CoreMlFormatException {
    String wanted = description.getDefaultFunctionName();
    for (FunctionDescription function : description.getFunctionsList()) {
      if (function.getName().equals(wanted)) {
        return function;
      }
    }
    if (wanted.isEmpty()) {
      return description.getFunctions(0);
    }
    throw new CoreMlFormatException(
        "The model's default function \"" + wanted + "\" is not among its functions");
  }

  private static List<Feature> features(List<FeatureDescription> descriptions) {
    return descriptions.stream().map(InterfaceReader::feature).toList();
  }

  private static Feature feature(FeatureDescription description) {
    FeatureType type = description.getType();
    return new Feature(description.getName(), featureType(type), type.getIsOptional());
  }

  private static Feature.FeatureType featureType(FeatureType type) {
    return switch (type.getTypeCase()) {
      case INT64_TYPE -> new Feature.Scalar("int64");
      case DOUBLE_TYPE -> new Feature.Scalar("double");
      case STRING_TYPE -> new Feature.Scalar("string");
      case IMAGE_TYPE -> image(type.getImageType());
      case MULTI_ARRAY_TYPE -> array(type.getMultiArrayType());
      case DICTIONARY_TYPE -> new Feature.Dictionary(keyType(type.getDictionaryType()));
      case SEQUENCE_TYPE -> new Feature.Sequence(elementType(type.getSequenceType()));
      case STATE_TYPE -> new Feature.State(array(type.getStateType().getArrayType()));
      case TYPE_NOT_SET -> new Feature.Untyped();
    };
  }

  private static Feature.Image image(ImageFeatureType image) {
    int channels =
        switch (image.getColorSpace()) {
          case RGB, BGR -> 3;
          case GRAYSCALE, GRAYSCALE_FLOAT16, INVALID_COLOR_SPACE, UNRECOGNIZED -> 1;
        };
    String colorSpace =
        image.getColorSpace() == ImageFeatureType.ColorSpace.UNRECOGNIZED
            ? "colour space " + image.getColorSpaceValue()
            : image.getColorSpace().name();
    return new Feature.Image(
        image.getWidth(),
        image.getHeight(),
        channels,
        colorSpace,
        image.getSizeFlexibilityCase()
            != ImageFeatureType.SizeFlexibilityCase.SIZEFLEXIBILITY_NOT_SET);
  }

  private static Feature.MultiArray array(ArrayFeatureType array) {
    ElementType element =
        switch (array.getDataType()) {
          case FLOAT16 -> ElementType.FLOAT16;
          case FLOAT32 -> ElementType.FLOAT32;
          case DOUBLE -> ElementType.FLOAT64;
          case INT8 -> ElementType.INT8;
          case INT32 -> ElementType.INT32;
          case INVALID_ARRAY_DATA_TYPE, UNRECOGNIZED -> ElementType.UNKNOWN;
        };
    return new Feature.MultiArray(
        element,
        array.getShapeList(),
        array.getShapeFlexibilityCase()
            != ArrayFeatureType.ShapeFlexibilityCase.SHAPEFLEXIBILITY_NOT_SET);
  }

  private static String keyType(DictionaryFeatureType dictionary) {
    return switch (dictionary.getKeyTypeCase()) {
      case INT64_KEY_TYPE -> "int64";
      case STRING_KEY_TYPE -> "string";
      case KEYTYPE_NOT_SET -> "unknown";
    };
  }

  private static String elementType(SequenceFeatureType sequence) {
    return switch (sequence.getTypeCase()) {
      case INT64_TYPE -> "int64";
      case STRING_TYPE -> "string";
      case TYPE_NOT_SET -> "unknown";
    };
  }
}
