package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares compiled models of others with what they were compiled from. */
class CompiledModelsTests {

  private static final Path MODELS =
      Path.of(System.getProperty("ane-oracle.shared", "../shared"), "models");

  @BeforeEach
  void needsTheModels() {
    assumeTrue(Files.isDirectory(MODELS), "No shared models at " + MODELS.toAbsolutePath());
  }

  @ParameterizedTest
  @CsvSource({
    "silero-unified/silero-vad-unified-v6.0.0,48",
    "silero-unified-palette4/unified_palette_4bit,48",
    "parakeet-eou-encoder-1280ms/streaming_encoder,1174"
  })
  void readsTheGraphOfAPackageFromItsCompiledText(String name, int operations) throws Exception {
    Model fromPackage = new ModelReader().read(MODELS.resolve(name + ".mlpackage"));
    Model compiled = new ModelReader().read(MODELS.resolve(name + ".mlmodelc"));
    assertThat(compiled.inputs()).isEqualTo(fromPackage.inputs());
    assertThat(compiled.outputs()).isEqualTo(fromPackage.outputs());
    assertThat(compiled.specificationVersion()).isEqualTo(fromPackage.specificationVersion());
    Graph expected = main(fromPackage);
    Graph graph = main(compiled);
    assertThat(graph.operations()).hasSize(operations);
    // the compiler sorts a function's inputs and an operation's parameters by name, and moves
    // operations that do not depend on each other
    assertThat(sorted(graph.inputs())).isEqualTo(sorted(expected.inputs()));
    assertThat(graph.outputs()).isEqualTo(expected.outputs());
    assertThat(byOutput(graph)).isEqualTo(byOutput(expected));
  }

  @Test
  void writesOperationsInAnOrderOfExecution() throws Exception {
    for (Path bundle : compiled("model.mil")) {
      for (Graph graph : program(bundle).functions()) {
        Set<String> made = new HashSet<>();
        graph.inputs().forEach(input -> made.add(input.name()));
        for (Operation operation : graph.operations()) {
          for (Operation.Operand operand : operation.operands()) {
            if (operand instanceof Operation.Reference(String parameter, String name)) {
              assertThat(made).as("%s %s %s", bundle, operation.name(), parameter).contains(name);
            }
          }
          operation.outputs().forEach(output -> made.add(output.name()));
        }
        assertThat(made).as(bundle.toString()).containsAll(graph.outputs());
      }
    }
  }

  @Test
  void countsTheSameOperationsInMetadataAndInTheProgramsText() throws Exception {
    int compared = 0;
    for (Path bundle : compiled("model.mil")) {
      Path metadata = bundle.resolve("metadata.json");
      if (Files.isRegularFile(metadata)) {
        ModelBody.Program program = program(bundle);
        Map<String, Integer> counts = new HashMap<>();
        // the histogram of a program of several functions is that of the default one
        program.functions().stream()
            .filter(function -> function.name().equals(program.defaultFunction()))
            .flatMap(function -> function.operations().stream())
            .forEach(operation -> counts.merge(operation.type(), 1, Integer::sum));
        assertThat(counts)
            .as(bundle.toString())
            .isEqualTo(CompiledMetadata.read(metadata).operationTypes());
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(10);
  }

  @Test
  void readsBareTexts() throws Exception {
    try (Stream<Path> files = Files.list(MODELS.resolve("mil-fixtures-a"))) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".mil")).toList();
      assertThat(texts).hasSizeGreaterThanOrEqualTo(5);
      for (Path text : texts) {
        try (InputStream in = Files.newInputStream(text)) {
          Graph graph = new MilTextReader(new Budget()).read(in, "").functions().getFirst();
          assertThat(graph.operations()).as(text.toString()).isNotEmpty();
          assertThat(graph.operations().stream().flatMap(op -> op.outputs().stream()))
              .as(text.toString())
              .allMatch(output -> output.shape().fullyKnown());
        }
      }
    }
  }

  @Test
  void readsTheSameInterfaceFromHeaderAndMetadata() throws Exception {
    int compared = 0;
    for (Path bundle : compiled("metadata.json")) {
      List<String> warnings = new ArrayList<>();
      CompiledHeader header = CompiledHeader.read(bundle, new Budget(), warnings);
      if (warnings.isEmpty()) {
        CompiledMetadata metadata = CompiledMetadata.read(bundle.resolve("metadata.json"));
        ModelInterface face = header.face().orElseThrow();
        assertThat(header.type()).isEqualTo(metadata.type());
        assertThat(header.specificationVersion()).isEqualTo(metadata.specificationVersion());
        assertThat(face.inputs()).as(bundle.toString()).isEqualTo(metadata.face().inputs());
        assertThat(face.outputs()).as(bundle.toString()).isEqualTo(metadata.face().outputs());
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(6);
  }

  @Test
  void readsTheInterfaceOfEveryCompiledModelThatHasOne() throws Exception {
    for (Path bundle : compiled("coremldata.bin")) {
      if (!ForeignFormat.isGitLfsPointer(bundle.resolve("coremldata.bin"))) {
        Model model = new ModelReader().read(bundle);
        assertThat(model.inputs()).as(bundle.toString()).isNotEmpty();
        assertThat(model.outputs()).as(bundle.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void infersTheShapesThatWereCompiledForTheSameNetwork() throws Exception {
    Map<String, Shape> inferred =
        shapes(network(MODELS.resolve("waifu2x-anime-noise1/anime_noise1_model.mlmodel")));
    Map<String, Shape> compiled =
        shapes(
            network(MODELS.resolve("espresso-waifu2x-anime-noise1/anime_noise1_model.mlmodelc")));
    assertThat(inferred).hasSize(14).isEqualTo(compiled);
  }

  @Test
  void readsTheLayersOfTheSameNetworkAlike() throws Exception {
    List<Operation> layers =
        network(MODELS.resolve("waifu2x-anime-noise1/anime_noise1_model.mlmodel")).operations();
    List<Operation> compiled =
        network(MODELS.resolve("espresso-waifu2x-anime-noise1/anime_noise1_model.mlmodelc"))
            .operations();
    assertThat(compiled).hasSameSizeAs(layers);
    for (int i = 0; i < layers.size(); i++) {
      Operation layer = layers.get(i);
      assertThat(compiled.get(i).name()).isEqualTo(layer.name());
      assertThat(compiled.get(i).type()).isEqualTo(layer.type());
      assertThat(compiled.get(i).operands()).isEqualTo(layer.operands());
      assertThat(compiled.get(i).outputs()).isEqualTo(layer.outputs());
      Map<String, Attribute> attributes = new HashMap<>(layer.attributes());
      // a compiled transposed convolution is a layer of another type
      attributes.remove("isDeconvolution");
      assertThat(compiled.get(i).attributes()).as(layer.name()).containsAllEntriesOf(attributes);
    }
  }

  @Test
  void infersEveryBlobOfCompiledNetworksFromTheirLayers() throws Exception {
    int compared = 0;
    for (Path bundle : compiled("model.espresso.net")) {
      Graph graph = network(bundle);
      Map<String, Shape> shapes = shapes(graph);
      for (Operation operation : graph.operations()) {
        List<Shape> inferred = inferred(operation, shapes);
        for (int i = 0; i < inferred.size(); i++) {
          Tensor output = operation.outputs().get(i);
          assertThat(inferred.get(i)).as(bundle + " " + output.name()).isEqualTo(output.shape());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(279);
  }

  private static List<Shape> inferred(Operation operation, Map<String, Shape> shapes) {
    Map<String, Attribute> attributes = new HashMap<>(operation.attributes());
    if (operation.type().equals("pooling")) {
      // these networks were made by Keras, which knows no third kind of padding
      attributes.putIfAbsent("paddingType", new Attribute.Text("valid"));
    }
    List<Shape> inputs =
        operation.operands().stream()
            .map(operand -> shapes.get(((Operation.Reference) operand).name()))
            .toList();
    return ShapeRules.infer(
        operation.type(),
        new LayerCall(inputs, new Parameters(attributes), operation.outputs().size()));
  }

  private static ModelBody.Program program(Path bundle) throws Exception {
    return (ModelBody.Program) new ModelReader().read(bundle).body();
  }

  private static Graph main(Model model) {
    return ((ModelBody.Program) model.body()).functions().getFirst();
  }

  private static Graph network(Path bundle) throws Exception {
    return ((ModelBody.Network) new ModelReader().read(bundle).body()).graph();
  }

  private static Map<String, Shape> shapes(Graph graph) {
    Map<String, Shape> shapes = new TreeMap<>();
    graph.inputs().forEach(input -> shapes.put(input.name(), input.shape()));
    for (Operation operation : graph.operations()) {
      operation.outputs().forEach(output -> shapes.put(output.name(), output.shape()));
    }
    return shapes;
  }

  private static List<Tensor> sorted(List<Tensor> tensors) {
    return tensors.stream().sorted(Comparator.comparing(Tensor::name)).toList();
  }

  private static Map<String, Operation> byOutput(Graph graph) {
    Map<String, Operation> operations = new TreeMap<>();
    for (Operation operation : graph.operations()) {
      operations.put(
          operation.outputs().getFirst().name(),
          new Operation(
              0,
              operation.name(),
              operation.type(),
              operation.operands().stream()
                  .sorted(Comparator.comparing(Operation.Operand::parameter))
                  .toList(),
              operation.outputs(),
              operation.attributes(),
              operation.blocks()));
    }
    return operations;
  }

  private static List<Path> compiled(String file) throws IOException {
    try (Stream<Path> entries = Files.walk(MODELS, 2)) {
      return entries
          .filter(path -> path.toString().endsWith(".mlmodelc"))
          .filter(path -> Files.isRegularFile(path.resolve(file)))
          .sorted()
          .toList();
    }
  }
}
