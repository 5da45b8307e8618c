package dev.aneoracle.coreml;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a compiled neural network: the layers of {@code model.espresso.net} with the shapes that
 * Core ML's compiler gave their blobs in {@code model.espresso.shape}.
 */
final class EspressoReader {

  static final String FILE = "model.espresso.net";

  private final Budget budget;
  private final EspressoShapes shapes;
  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> made = new HashSet<>();
  private final Set<String> leaving = new LinkedHashSet<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();

  EspressoReader(Budget budget, EspressoShapes shapes) {
    this.budget = budget;
    this.shapes = shapes;
  }

  Graph read(InputStream in, ModelInterface face) throws CoreMlFormatException {
    EspressoJson.forEach(
        in, FILE, "layers", (name, parser) -> add(EspressoLayer.read(parser, budget)));
    return graph(face);
  }

  private void add(EspressoLayer layer) throws CoreMlFormatException {
    budget.takeOperation();
    if (layer.type().isEmpty()) {
      throw new CoreMlFormatException("Layer \"" + layer.name() + "\" has no type");
    }
    List<Operation.Operand> operands = new ArrayList<>();
    for (String bottom : layer.bottoms()) {
      budget.takeField(0);
      operands.add(new Operation.Reference("", bottom));
      if (!made.contains(bottom)) {
        inputs.putIfAbsent(bottom, tensor(bottom));
      }
    }
    List<Tensor> outputs = new ArrayList<>();
    for (String top : layer.tops()) {
      budget.takeField(0);
      outputs.add(tensor(top));
      made.add(top);
      if (layer.leaves()) {
        leaving.add(top);
      }
    }
    operations.add(
        new Operation(
            operations.size(),
            layer.name(),
            EspressoKinds.type(layer),
            operands,
            outputs,
            EspressoKinds.attributes(layer),
            List.of()));
  }

  private Tensor tensor(String blob) {
    return new Tensor(blob, ElementType.UNTYPED, shapes.of(blob));
  }

  private Graph graph(ModelInterface face) {
    List<Tensor> ordered = new ArrayList<>();
    for (Feature feature : face.inputs()) {
      Tensor input = inputs.remove(feature.name());
      if (input != null) {
        ordered.add(input);
      }
    }
    ordered.addAll(inputs.values());
    boolean described = face.outputs().stream().anyMatch(output -> made.contains(output.name()));
    List<String> outputs =
        described || leaving.isEmpty()
            ? NetworkReader.outputs(operations, ordered, face, "")
            : List.copyOf(leaving);
    return new Graph("main", shapes.layout(), ordered, outputs, operations);
  }
}
