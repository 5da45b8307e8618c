package dev.aneoracle.coreml;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns layers into operations, with their outputs' shapes (coremltools {@code
 * mlmodel/format/NeuralNetwork.proto}).
 */
final class LayerReader {

  private static final String LOOP = "loop";
  private static final String BRANCH = "branch";

  private final Budget budget;
  private final Graph.Layout layout;
  private final Map<String, String> names = new HashMap<>();

  LayerReader(Budget budget, Graph.Layout layout) {
    this.budget = budget;
    this.layout = layout;
  }

  Operation read(NeuralNetworkLayer layer, int index, BlobShapes blobs)
      throws CoreMlFormatException {
    budget.takeOperation();
    FieldDescriptor kind = kind(layer);
    Message content = (Message) layer.getField(kind);
    List<Graph> blocks = blocks(kind.getName(), content, blobs);
    Map<String, Attribute> attributes = LayerAttributes.of(content);
    List<Shape> inputs = layer.getInputList().stream().map(blobs::get).toList();
    List<Shape> shapes =
        ShapeRules.infer(
            kind.getName(),
            new LayerCall(inputs, new Parameters(attributes), layer.getOutputCount()));
    List<Tensor> outputs = new ArrayList<>(shapes.size());
    for (int i = 0; i < shapes.size(); i++) {
      String name = shared(layer.getOutput(i));
      outputs.add(new Tensor(name, ElementType.UNTYPED, shapes.get(i)));
      blobs.put(name, shapes.get(i));
    }
    List<Operation.Operand> operands = new ArrayList<>(layer.getInputCount());
    for (String input : layer.getInputList()) {
      operands.add(new Operation.Reference("", shared(input)));
    }
    if (layer.getIsUpdatable()) {
      attributes.put("isUpdatable", new Attribute.Flags(List.of(true)));
    }
    return new Operation(
        index, layer.getName(), kind.getName(), operands, outputs, attributes, blocks);
  }

  private static FieldDescriptor kind(NeuralNetworkLayer layer) throws CoreMlFormatException {
    FieldDescriptor kind =
        layer.getOneofFieldDescriptor(NeuralNetworkLayer.getDescriptor().getOneofs().getFirst());
    if (kind == null) {
      throw new CoreMlFormatException(
          "Layer \"" + layer.getName() + "\" is of a kind that is not known here, or of none");
    }
    return kind;
  }

  private List<Graph> blocks(String kind, Message content, BlobShapes blobs)
      throws CoreMlFormatException {
    if (!kind.equals(LOOP) && !kind.equals(BRANCH)) {
      return List.of();
    }
    List<NeuralNetwork> networks = new ArrayList<>();
    List<String> roles = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> field : content.getAllFields().entrySet()) {
      if (field.getValue() instanceof NeuralNetwork network) {
        networks.add(network);
        roles.add(field.getKey().getName());
      }
    }
    Set<String> written = new HashSet<>();
    networks.forEach(network -> addOutputs(network, written));
    if (kind.equals(LOOP)) {
      // a later turn may find another shape than the first did
      forget(written, blobs);
    }
    List<Graph> blocks = new ArrayList<>();
    List<BlobShapes> scopes = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      BlobShapes scope = blobs.nested();
      blocks.add(readBlock(networks.get(i), roles.get(i), scope));
      scopes.add(scope);
    }
    for (String name : written) {
      blobs.put(name, agreed(name, scopes, blobs, kind.equals(BRANCH) && networks.size() == 2));
    }
    return blocks;
  }

  /** Returns the shape that a blob has on every way through; where ways differ it is unknown. */
  private static Shape agreed(
      String name, List<BlobShapes> scopes, BlobShapes before, boolean everyWayIsListed) {
    Shape agreed = scopes.getFirst().get(name);
    for (BlobShapes scope : scopes) {
      if (!scope.get(name).equals(agreed)) {
        return Shape.unknown();
      }
    }
    return everyWayIsListed || before.get(name).equals(agreed) ? agreed : Shape.unknown();
  }

  private static void forget(Set<String> names, BlobShapes blobs) {
    names.forEach(name -> blobs.put(name, Shape.unknown()));
  }

  private Graph readBlock(NeuralNetwork network, String role, BlobShapes scope)
      throws CoreMlFormatException {
    List<Operation> operations = new ArrayList<>();
    for (NeuralNetworkLayer layer : network.getLayersList()) {
      operations.add(read(layer, operations.size(), scope));
    }
    return new Graph(role, layout, List.of(), List.of(), operations);
  }

  private static void addOutputs(NeuralNetwork network, Set<String> names) {
    for (NeuralNetworkLayer layer : network.getLayersList()) {
      names.addAll(layer.getOutputList());
      if (layer.hasBranch()) {
        addOutputs(layer.getBranch().getIfBranch(), names);
        addOutputs(layer.getBranch().getElseBranch(), names);
      }
      if (layer.hasLoop()) {
        addOutputs(layer.getLoop().getConditionNetwork(), names);
        addOutputs(layer.getLoop().getBodyNetwork(), names);
      }
    }
  }

  private String shared(String name) {
    return names.computeIfAbsent(name, same -> same);
  }
}
