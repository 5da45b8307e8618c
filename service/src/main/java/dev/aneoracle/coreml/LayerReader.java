package dev.aneoracle.coreml;

import dev.aneoracle.coreml.LayerSchema.Content;
import dev.aneoracle.coreml.LayerSchema.Field;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns layers into operations, with their outputs' shapes (coremltools {@code
 * mlmodel/format/NeuralNetwork.proto}).
 */
final class LayerReader {

  private static final LayerSchema LAYERS = LayerSchema.of(NeuralNetworkLayer.getDescriptor());
  private static final String LOOP = "loop";
  private static final String BRANCH = "branch";

  private final Budget budget;
  private final Graph.Layout layout;
  private final Recurring<String> names;

  LayerReader(Budget budget, Graph.Layout layout) {
    this.budget = budget;
    this.layout = layout;
    this.names =
        new Recurring<>(field -> {
          budget.takeBytes(field.length());
          return field.text();
        });
  }

  Operation read(Wire fields, int index, BlobShapes blobs) throws CoreMlFormatException {
    budget.takeOperation();
    Layer layer = readFields(fields);
    Field kind = kind(layer);
    LayerSchema schema = kind.message().orElseThrow();
    LayerFields content = new LayerFields(schema, budget);
    for (Wire part : layer.content) {
      content.read(part);
    }
    List<Graph> blocks = blocks(kind.name(), content, schema, blobs);
    Map<String, Attribute> attributes = LayerAttributes.of(content, schema, budget);
    List<Shape> inputs = new ArrayList<>(layer.inputs.size());
    List<Operation.Operand> operands = new ArrayList<>(layer.inputs.size());
    for (String input : layer.inputs) {
      inputs.add(blobs.get(input));
      operands.add(new Operation.Reference("", input));
    }
    List<Shape> shapes =
        ShapeRules.infer(
            kind.name(), new LayerCall(inputs, new Parameters(attributes), layer.outputs.size()));
    List<Tensor> outputs = new ArrayList<>(shapes.size());
    for (int i = 0; i < shapes.size(); i++) {
      String name = layer.outputs.get(i);
      outputs.add(new Tensor(name, ElementType.UNTYPED, shapes.get(i)));
      blobs.put(name, shapes.get(i));
    }
    if (layer.updatable) {
      attributes.put("isUpdatable", new Attribute.Flags(List.of(true)));
    }
    return new Operation(index, layer.name, kind.name(), operands, outputs, attributes, blocks);
  }

  private Layer readFields(Wire fields) throws CoreMlFormatException {
    Layer layer = new Layer();
    while (fields.next()) {
      switch (fields.field()) {
        case NeuralNetworkLayer.NAME_FIELD_NUMBER -> {
          budget.takeField(fields.length());
          layer.name = fields.text();
        }
        case NeuralNetworkLayer.INPUT_FIELD_NUMBER -> {
          budget.takeField();
          layer.inputs.add(names.get(fields));
        }
        case NeuralNetworkLayer.OUTPUT_FIELD_NUMBER -> {
          budget.takeField();
          layer.outputs.add(names.get(fields));
        }
        case NeuralNetworkLayer.ISUPDATABLE_FIELD_NUMBER -> layer.updatable = fields.varint() != 0;
        default -> {
          Field kind = LAYERS.field(fields.field());
          if (kind != null) {
            layer.become(kind, fields.message());
          }
        }
      }
    }
    return layer;
  }

  private static Field kind(Layer layer) throws CoreMlFormatException {
    if (layer.kind == null) {
      throw new CoreMlFormatException(
          "Layer \"" + layer.name + "\" is of a kind that is not known here, or of none");
    }
    return layer.kind;
  }

  private List<Graph> blocks(String kind, LayerFields content, LayerSchema schema, BlobShapes blobs)
      throws CoreMlFormatException {
    if (!kind.equals(LOOP) && !kind.equals(BRANCH)) {
      return List.of();
    }
    List<Wire> networks = new ArrayList<>();
    List<String> roles = new ArrayList<>();
    for (Field field : schema.fields()) {
      if (field.content() == Content.GRAPH && !content.messages(field).isEmpty()) {
        networks.add(content.messages(field).getLast());
        roles.add(field.name());
      }
    }
    Set<String> written = new HashSet<>();
    for (Wire network : networks) {
      addOutputs(network.again(), written);
    }
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

  private Graph readBlock(Wire network, String role, BlobShapes scope)
      throws CoreMlFormatException {
    List<Operation> operations = new ArrayList<>();
    while (network.next()) {
      if (network.field() == NeuralNetwork.LAYERS_FIELD_NUMBER) {
        operations.add(read(network.message(), operations.size(), scope));
      }
    }
    return new Graph(role, layout, List.of(), List.of(), operations);
  }

  private void addOutputs(Wire network, Set<String> written) throws CoreMlFormatException {
    while (network.next()) {
      if (network.field() == NeuralNetwork.LAYERS_FIELD_NUMBER) {
        budget.takeField();
        addLayerOutputs(network.message(), written);
      }
    }
  }

  private void addLayerOutputs(Wire layer, Set<String> written) throws CoreMlFormatException {
    while (layer.next()) {
      switch (layer.field()) {
        case NeuralNetworkLayer.OUTPUT_FIELD_NUMBER -> written.add(names.get(layer));
        case NeuralNetworkLayer.LOOP_FIELD_NUMBER, NeuralNetworkLayer.BRANCH_FIELD_NUMBER -> {
          Field kind = LAYERS.field(layer.field());
          if (kind != null) {
            addInnerOutputs(layer.message(), kind.message().orElseThrow(), written);
          }
        }
        default -> {}
      }
    }
  }

  private void addInnerOutputs(Wire content, LayerSchema schema, Set<String> written)
      throws CoreMlFormatException {
    while (content.next()) {
      Field field = schema.field(content.field());
      if (field != null && field.content() == Content.GRAPH) {
        addOutputs(content.message(), written);
      }
    }
  }

  /** A layer as far as its fields have been read. */
  private static final class Layer {

    private String name = "";
    private final List<String> inputs = new ArrayList<>(2);
    private final List<String> outputs = new ArrayList<>(1);
    private boolean updatable;
    private @Nullable Field kind;
    private final List<Wire> content = new ArrayList<>(1);

    private void become(Field chosen, Wire part) {
      if (kind != null && kind.number() != chosen.number()) {
        content.clear();
      }
      kind = chosen;
      content.add(part);
    }
  }
}
