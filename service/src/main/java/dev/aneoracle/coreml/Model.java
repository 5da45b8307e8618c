package dev.aneoracle.coreml;

import java.util.List;

/**
 * A Core ML model as its file describes it: interface and graph, never weights.
 *
 * @param type the kind of model, by the field of the specification that is set
 * @param specificationVersion the Core ML specification version, 0 where the file does not say
 * @param updatable whether the model can be trained on the device
 * @param inputs the input features, in the file's order
 * @param outputs the output features, in the file's order
 * @param states the states of a stateful ML Program
 * @param predictedFeature the classifier's label feature, empty where there is none
 * @param body what the model computes
 * @param warnings what a reader of the verdict should know, such as a weight file that is missing
 */
public record Model(
    ModelType type,
    int specificationVersion,
    boolean updatable,
    List<Feature> inputs,
    List<Feature> outputs,
    List<Feature> states,
    String predictedFeature,
    ModelBody body,
    List<String> warnings) {

  public Model {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    states = List.copyOf(states);
    warnings = List.copyOf(warnings);
  }
}
