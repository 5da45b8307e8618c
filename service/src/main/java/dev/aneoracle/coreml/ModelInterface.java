package dev.aneoracle.coreml;

import java.util.List;

/**
 * What a model takes and gives.
 *
 * @param defaultFunction the function of an ML Program that it describes, empty where there is one
 *     only
 */
record ModelInterface(
    List<Feature> inputs,
    List<Feature> outputs,
    List<Feature> states,
    String predictedFeature,
    String predictedProbabilities,
    String defaultFunction) {

  static ModelInterface empty() {
    return new ModelInterface(List.of(), List.of(), List.of(), "", "", "");
  }

  /** Returns the same with the other's classifier features where this has none. */
  ModelInterface orLabels(ModelInterface other) {
    return new ModelInterface(
        inputs,
        outputs,
        states,
        predictedFeature.isEmpty() ? other.predictedFeature : predictedFeature,
        predictedProbabilities.isEmpty() ? other.predictedProbabilities : predictedProbabilities,
        defaultFunction);
  }

  Model model(
      ModelType type,
      int specificationVersion,
      boolean updatable,
      ModelBody body,
      List<String> warnings) {
    return new Model(
        type,
        specificationVersion,
        updatable,
        inputs,
        outputs,
        states,
        predictedFeature,
        body,
        warnings);
  }
}
