package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a neural network, its classifier or its regressor (coremltools {@code
 * mlmodel/format/NeuralNetwork.proto}), one layer in memory at a time.
 */
final class NetworkReader {

  private static final int LAYERS = 1;
  private static final int ARRAY_MAPPING = 5;
  private static final int IMAGE_MAPPING = 6;
  private static final int LABEL_PROBABILITY_LAYER = 200;

  private final Budget budget;

  NetworkReader(Budget budget) {
    this.budget = budget;
  }

  Graph read(Wire network, ModelInterface face) throws CoreMlFormatException {
    boolean exactArrays = false;
    boolean rank4Images = false;
    String labelProbabilities = "";
    Wire fields = network.again();
    while (fields.next()) {
      switch (fields.field()) {
        case ARRAY_MAPPING -> exactArrays = fields.varint() == 1;
        case IMAGE_MAPPING -> rank4Images = fields.varint() == 1;
        case LABEL_PROBABILITY_LAYER -> labelProbabilities = fields.text();
        default -> {}
      }
    }
    NetworkInputs mapping = new NetworkInputs(exactArrays, rank4Images);
    List<Tensor> inputs = face.inputs().stream().map(mapping::tensor).toList();
    List<Operation> operations = readLayers(network, mapping.layout(), inputs);
    return new Graph(
        "main",
        mapping.layout(),
        inputs,
        outputs(operations, inputs, face, labelProbabilities),
        operations);
  }

  private List<Operation> readLayers(Wire network, Graph.Layout layout, List<Tensor> inputs)
      throws CoreMlFormatException {
    BlobShapes blobs = new BlobShapes();
    inputs.forEach(input -> blobs.put(input.name(), input.shape()));
    LayerReader reader = new LayerReader(budget, layout);
    List<Operation> operations = new ArrayList<>();
    while (network.next()) {
      if (network.field() == LAYERS) {
        operations.add(reader.read(network.message(), operations.size(), blobs));
      }
    }
    return operations;
  }

  /**
   * Returns the blobs that leave the network. A classifier's features are made from the one blob of
   * probabilities: the one that is named, else that of the last layer.
   */
  static List<String> outputs(
      List<Operation> operations,
      List<Tensor> inputs,
      ModelInterface face,
      String labelProbabilities) {
    Set<String> blobs = new LinkedHashSet<>();
    inputs.forEach(input -> blobs.add(input.name()));
    operations.forEach(
        operation -> operation.outputs().forEach(output -> blobs.add(output.name())));
    Set<String> outputs = new LinkedHashSet<>();
    if (blobs.contains(labelProbabilities)) {
      outputs.add(labelProbabilities);
    }
    for (Feature feature : face.outputs()) {
      if (blobs.contains(feature.name())) {
        outputs.add(feature.name());
      }
    }
    if (outputs.isEmpty() && !operations.isEmpty()) {
      operations.getLast().outputs().forEach(output -> outputs.add(output.name()));
    }
    return List.copyOf(outputs);
  }
}
