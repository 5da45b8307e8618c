package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aneoracle.coreml.spec.ModelDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledReaderTests {

  private static final String METADATA =
      """
      [{"modelType": {"name": "MLModelType_mlProgram"}, "specificationVersion": 7,
        "isUpdatable": "0",
        "mlProgramOperationTypeHistogram": {"Ios16.reduceArgmax": 2, "Cast": 1},
        "inputSchema": [{"name": "x", "type": "MultiArray", "dataType": "Float16",
          "shape": "[1, 1025]", "hasShapeFlexibility": "1", "isOptional": "0"},
          {"name": "photo", "type": "Image", "width": "64", "height": "48", "isColor": "1",
           "colorspace": "RGB", "hasSizeFlexibility": "0", "isOptional": "1"}],
        "outputSchema": [{"name": "label", "type": "String"}],
        "stateSchema": [{"name": "cache", "type": "State", "dataType": "Float16",
          "shape": "[2]"}]}]
      """;

  private static final String MIL =
      """
      program(1.3)
      [buildInfo = dict<string, string>({{"x = relu(", "1"}})]
      {
        func main<ios18>(tensor<fp16, [1, ?]> x) {
          // y = softmax(x = x)
          fp16 a = const()[name = string("a = gelu("), val = fp16(0x1p-1)];
          tensor<fp16, [2]> w = constexpr_lut_to_dense(lut = a)[name = string("w")];
          (tensor<fp16, [1]> p, tensor<int32, [1]> q) = split(axis = a, x = x)[name = string("s")];
          tensor<fp16, [1]> y = add(x = p, y = w)[name = string("y")];
          tensor<fp16, [1]> z = add(x = y, y = w)[name = string("z")];
        } -> (z);
      }
      """;

  @TempDir Path temporary;
  private Path bundle = Path.of("");

  @BeforeEach
  void createBundle() throws IOException {
    bundle = Files.createDirectory(temporary.resolve("m.mlmodelc"));
  }

  @Test
  void takesInterfaceAndHistogramFromMetadata() throws Exception {
    Files.writeString(bundle.resolve("metadata.json"), METADATA);
    Model model = new ModelReader().read(bundle);
    assertThat(model.type()).isEqualTo(ModelType.ML_PROGRAM);
    assertThat(model.specificationVersion()).isEqualTo(7);
    assertThat(model.inputs())
        .containsExactly(
            new Feature(
                "x", new Feature.MultiArray(ElementType.FLOAT16, List.of(1L, 1025L), true), false),
            new Feature("photo", new Feature.Image(64, 48, 3, "RGB", false), true));
    assertThat(model.outputs())
        .containsExactly(new Feature("label", new Feature.Scalar("string"), false));
    assertThat(model.states()).extracting(Feature::name).containsExactly("cache");
    assertThat(model.body())
        .isEqualTo(new ModelBody.Compiled(Map.of("reduce_argmax", 2, "cast", 1)));
    assertThat(model.warnings()).containsExactly("coremldata.bin is missing");
  }

  @Test
  void readsTheGraphOfTheProgramsText() throws Exception {
    Files.writeString(bundle.resolve("model.mil"), MIL);
    Model model = new ModelReader().read(bundle);
    assertThat(model.type()).isEqualTo(ModelType.ML_PROGRAM);
    assertThat(program(model).defaultFunction()).isEqualTo("main");
    assertThat(program(model).functions().getFirst().operations())
        .extracting(Operation::type)
        .containsExactly("split", "add", "add");
  }

  @Test
  void takesTheDefaultFunctionFromMetadata() throws Exception {
    Files.writeString(
        bundle.resolve("metadata.json"),
        """
        [{"modelType": {"name": "MLModelType_mlProgram"}, "defaultFunctionName": "second",
          "mlProgramOperationTypeHistogram": {"Ios18.relu": 1}}]
        """);
    Files.writeString(
        bundle.resolve("model.mil"),
        "program(1.3) { func main() {} -> (); func second() { fp16 y = relu(x = x); } -> (y); }");
    assertThat(program(new ModelReader().read(bundle)).defaultFunction()).isEqualTo("second");
  }

  @Test
  void saysWhichWeightFilesAreMissing() throws Exception {
    Files.writeString(
        bundle.resolve("model.mil"),
        """
        program(1.0) { func main() { fp16 y = add(x = x, y = fp16(BLOBFILE(path = \
        string("@model_path/weights/weight.bin"), offset = uint64(64)))); } -> (y); }
        """);
    assertThat(new ModelReader().read(bundle).warnings())
        .contains("Weight file @model_path/weights/weight.bin is missing");
    Files.createDirectory(bundle.resolve("weights"));
    Files.writeString(bundle.resolve("weights/weight.bin"), "weights");
    assertThat(new ModelReader().read(bundle).warnings())
        .containsExactly("coremldata.bin is missing");
  }

  @Test
  void takesTheHistogramWhereTheProgramsTextIsAPointer() throws Exception {
    Files.writeString(bundle.resolve("metadata.json"), METADATA);
    Files.writeString(bundle.resolve("model.mil"), "version https://git-lfs.github.com/spec/v1\n");
    Model model = new ModelReader().read(bundle);
    assertThat(model.body()).isInstanceOf(ModelBody.Compiled.class);
    assertThat(model.warnings()).contains("model.mil is a Git LFS pointer");
  }

  @Test
  void readsTheLayersOfAnEspressoNetwork() throws Exception {
    Files.writeString(
        bundle.resolve("model.espresso.net"),
        """
        {"type": "no", "layers": [{"type": "pool", "weights": {"type": "no"}}, {"type": "pool"},
         {"name": "type", "type": "softmax"}], "other": [{"type": "no"}]}
        """);
    writeKind(bundle, 403);
    Model model = new ModelReader().read(bundle);
    assertThat(model.type()).isEqualTo(ModelType.NEURAL_NETWORK_CLASSIFIER);
    assertThat(((ModelBody.Network) model.body()).graph().operations())
        .extracting(Operation::type)
        .containsExactly("pooling", "pooling", "softmax");
    assertThat(model.warnings())
        .containsExactly("No shapes are known: model.espresso.shape is missing or unreadable");
  }

  @Test
  void doesNotReadACompressedNetwork() throws Exception {
    Files.writeString(bundle.resolve("model.espresso.net"), "pbze and more");
    writeKind(bundle, 500);
    Model model = new ModelReader().read(bundle);
    assertThat(model.body()).isEqualTo(new ModelBody.Compiled(Map.of()));
    assertThat(model.warnings())
        .containsExactly("model.espresso.net is compressed, which is not read");
  }

  @Test
  void takesTheInterfaceFromTheHeader() throws Exception {
    ModelDescription description =
        Specs.description(List.of(Specs.array("x", 3, 8)), List.of(Specs.image("y", 4, 2)))
            .toBuilder()
            .setPredictedFeatureName("label")
            .build();
    writeHeader("generic", "", sized(description.toByteArray()));
    Model model = new ModelReader().read(bundle);
    assertThat(model.specificationVersion()).isEqualTo(7);
    assertThat(model.predictedFeature()).isEqualTo("label");
    assertThat(model.inputs())
        .containsExactly(
            new Feature(
                "x", new Feature.MultiArray(ElementType.FLOAT32, List.of(3L, 8L), false), false));
    assertThat(model.outputs())
        .containsExactly(new Feature("y", new Feature.Image(4, 2, 3, "RGB", false), false));
  }

  @Test
  void takesTheLabelFromTheHeaderWhereMetadataHasNone() throws Exception {
    ModelDescription description =
        ModelDescription.newBuilder().setPredictedFeatureName("label").build();
    writeHeader("generic", "", sized(description.toByteArray()));
    Files.writeString(bundle.resolve("metadata.json"), METADATA);
    Model model = new ModelReader().read(bundle);
    assertThat(model.predictedFeature()).isEqualTo("label");
    assertThat(model.inputs()).extracting(Feature::name).containsExactly("x", "photo");
  }

  @Test
  void takesTheInterfaceFromASpecificationInTheHeader() throws Exception {
    ModelDescription description = Specs.description(List.of(Specs.array("x", 3)), List.of());
    writeHeader("", "spec", Specs.message(1, 1, 2, description, 602, new byte[0]));
    assertThat(new ModelReader().read(bundle).inputs())
        .extracting(Feature::name)
        .containsExactly("x");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 27, 35, 40, 60, 70, 85, 99})
  void leavesTheInterfaceOfATornHeaderUnknown(int length) throws Exception {
    ModelDescription description = Specs.description(List.of(Specs.array("x", 3, 8)), List.of());
    writeHeader("generic", "", sized(description.toByteArray()));
    Path file = bundle.resolve("coremldata.bin");
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole).hasSizeGreaterThan(length);
    Files.write(file, Arrays.copyOf(whole, length));
    Model model = new ModelReader().read(bundle);
    assertThat(model.type()).isEqualTo(ModelType.NEURAL_NETWORK);
    assertThat(model.inputs()).isEmpty();
  }

  @Test
  void readsTheStagesOfAPipeline() throws Exception {
    writeKind(bundle, 201);
    writeKind(Files.createDirectory(bundle.resolve("model0")), 602);
    writeKind(Files.createDirectory(bundle.resolve("model1")), 300);
    Model model = new ModelReader().read(bundle);
    assertThat(model.type()).isEqualTo(ModelType.PIPELINE_REGRESSOR);
    assertThat(((ModelBody.Pipeline) model.body()).stages())
        .extracting(stage -> stage.model().type())
        .containsExactly(ModelType.FEATURE_VECTORIZER, ModelType.GLM_REGRESSOR);
  }

  @Test
  void refusesAFolderThatHoldsNothing() {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(bundle))
        .withMessageContaining("m.mlmodelc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[3]", "7", "[{\"inputSchema\": [[1]], \"modelType\": 4}"})
  void refusesDamagedMetadata(String metadata) throws Exception {
    Files.writeString(bundle.resolve("metadata.json"), metadata);
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(bundle))
        .withMessageContaining("metadata.json");
  }

  @Test
  void refusesADamagedEspressoNetwork() throws Exception {
    Files.writeString(bundle.resolve("model.espresso.net"), "{\"layers\": [{");
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(bundle))
        .withMessageContaining("model.espresso.net");
  }

  @ParameterizedTest
  @CsvSource({
    "Ios16.reduceArgmax,reduce_argmax",
    "LayerNorm,layer_norm",
    "Ios18.scaledDotProductAttention,scaled_dot_product_attention"
  })
  void givesHistogramNamesAsTheProgramHasThem(String histogramName, String type) {
    assertThat(MilNames.operationType(histogramName)).isEqualTo(type);
  }

  private static void writeKind(Path folder, int field) throws IOException {
    byte[] start = {(byte) field, (byte) (field >> 8), 0, 0, 1};
    Files.write(folder.resolve("coremldata.bin"), start);
  }

  private static ModelBody.Program program(Model model) {
    return (ModelBody.Program) model.body();
  }

  private void writeHeader(String className, String content, byte[] rest) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(new byte[] {(byte) 0xf4, 1, 0, 0});
    header.writeBytes(new byte[3 * Long.BYTES]);
    header.writeBytes(sized(className.getBytes(StandardCharsets.UTF_8)));
    header.writeBytes(new byte[] {7, 0, 0, 0});
    header.writeBytes(new byte[20]);
    header.writeBytes(sized(content.getBytes(StandardCharsets.UTF_8)));
    header.writeBytes(rest);
    Files.write(bundle.resolve("coremldata.bin"), header.toByteArray());
  }

  private static byte[] sized(byte[] content) {
    return ByteBuffer.allocate(Long.BYTES + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(content.length)
        .put(content)
        .array();
  }
}
