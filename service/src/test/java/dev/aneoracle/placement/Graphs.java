package dev.aneoracle.placement;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.coreml.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds graphs by hand, one operation a line. */
final class Graphs {

  private final Graph.Layout layout;
  private final ElementType element;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();

  private Graphs(Graph.Layout layout, ElementType element) {
    this.layout = layout;
    this.element = element;
  }

  /** Starts a neural network with rank-5 mapping. */
  static Graphs network() {
    return new Graphs(Graph.Layout.SBCHW, ElementType.UNTYPED);
  }

  /** Starts a neural network with exact mapping. */
  static Graphs exactNetwork() {
    return new Graphs(Graph.Layout.EXACT, ElementType.UNTYPED);
  }

  /** Starts an ML Program that computes in 16 bits. */
  static Graphs program() {
    return new Graphs(Graph.Layout.EXACT, ElementType.FLOAT16);
  }

  Graphs input(String name, long... sizes) {
    return input(name, element, sizes);
  }

  Graphs input(String name, ElementType type, long... sizes) {
    inputs.add(new Tensor(name, type, shape(sizes)));
    return this;
  }

  Graphs op(String type, String inputs, String output, Map<String, Attribute> with, long... sizes) {
    return op(type, references(inputs), output, element, with, sizes);
  }

  Graphs op(String type, String inputs, String output, long... sizes) {
    return op(type, inputs, output, Map.of(), sizes);
  }

  Graphs op(
      String type,
      List<Operand> operands,
      String output,
      ElementType made,
      Map<String, Attribute> with,
      long... sizes) {
    operations.add(
        new Operation(
            operations.size(),
            output,
            type,
            operands,
            List.of(new Tensor(output, made, shape(sizes))),
            with,
            List.of()));
    return this;
  }

  /** Maps [C,H,W] to the five dimensions of a network with rank-5 mapping. */
  private Shape shape(long... sizes) {
    if (layout == Graph.Layout.SBCHW && sizes.length == 3) {
      return Shape.of(1, 1, sizes[0], sizes[1], sizes[2]);
    }
    return Shape.of(sizes);
  }

  static List<Operand> references(String names) {
    List<Operand> operands = new ArrayList<>();
    if (!names.isEmpty()) {
      for (String name : names.split(",", -1)) {
        operands.add(new Reference("", name));
      }
    }
    return operands;
  }

  Graph graph(String... outputs) {
    return new Graph("main", layout, inputs, Arrays.asList(outputs), operations);
  }

  /** Returns a model whose outputs are tensors. */
  Model model(String... outputs) {
    Graph graph = graph(outputs);
    boolean program = element != ElementType.UNTYPED;
    return model(
        program ? ModelType.ML_PROGRAM : ModelType.NEURAL_NETWORK,
        tensors(inputs.stream().map(Tensor::name).toList()),
        tensors(List.of(outputs)),
        "",
        program ? new ModelBody.Program(List.of(graph), "main") : new ModelBody.Network(graph));
  }

  /** Returns a classifier: a dictionary of probabilities and a label. */
  Model classifier(String probabilities) {
    return model(
        ModelType.NEURAL_NETWORK_CLASSIFIER,
        tensors(inputs.stream().map(Tensor::name).toList()),
        List.of(
            new Feature(probabilities, new Feature.Dictionary("int64"), false),
            new Feature("classLabel", new Feature.Scalar("int64"), false)),
        "classLabel",
        new ModelBody.Network(graph(probabilities)));
  }

  static Model model(
      ModelType type,
      List<Feature> inputs,
      List<Feature> outputs,
      String predicted,
      ModelBody body) {
    return new Model(type, 1, false, inputs, outputs, List.of(), predicted, body, List.of());
  }

  static List<Feature> tensors(List<String> names) {
    return names.stream()
        .map(name ->
            new Feature(name, new Feature.MultiArray(ElementType.FLOAT32, List.of(), false), false))
        .toList();
  }

  static List<Feature> tensors(String... names) {
    return tensors(List.of(names));
  }

  static Map<String, Attribute> with(Object... pairs) {
    Map<String, Attribute> attributes = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put((String) pairs[i], attribute(pairs[i + 1]));
    }
    return attributes;
  }

  private static Attribute attribute(Object value) {
    return switch (value) {
      case String text -> new Attribute.Text(text);
      case Boolean flag -> new Attribute.Flags(List.of(flag));
      case Double number -> new Attribute.Decimals(List.of(number));
      case Integer number -> Attribute.Numbers.of(number);
      case long[] numbers -> Attribute.Numbers.of(numbers);
      default -> throw new IllegalArgumentException("no attribute is made of " + value);
    };
  }

  static long[] pair(long height, long width) {
    return new long[] {height, width};
  }

  /** Returns the attributes of a square convolution. */
  static Map<String, Attribute> conv(
      int size, int stride, int dilation, int groups, int inputsPerGroup, int outputs) {
    return with(
        "kernelSize",
        pair(size, size),
        "stride",
        pair(stride, stride),
        "dilationFactor",
        pair(dilation, dilation),
        "nGroups",
        groups,
        "kernelChannels",
        inputsPerGroup,
        "outputChannels",
        outputs,
        "isDeconvolution",
        false,
        "hasBias",
        true);
  }

  static Map<String, Attribute> pool(String type, int size, int stride) {
    return with(
        "type",
        type,
        "kernelSize",
        pair(size, size),
        "stride",
        pair(stride, stride),
        "globalPooling",
        false);
  }
}
