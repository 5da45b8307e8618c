package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aneoracle.coreml.spec.ArrayFeatureType;
import dev.aneoracle.coreml.spec.DictionaryFeatureType;
import dev.aneoracle.coreml.spec.FeatureDescription;
import dev.aneoracle.coreml.spec.FeatureType;
import dev.aneoracle.coreml.spec.FunctionDescription;
import dev.aneoracle.coreml.spec.ImageFeatureType;
import dev.aneoracle.coreml.spec.ModelDescription;
import dev.aneoracle.coreml.spec.NoParams;
import dev.aneoracle.coreml.spec.Nothing;
import dev.aneoracle.coreml.spec.SequenceFeatureType;
import dev.aneoracle.coreml.spec.StateFeatureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReaderTests {

  private static final byte[] NETWORK =
      Specs.model(
          ModelType.NEURAL_NETWORK,
          Specs.description(List.of(Specs.array("x", 3)), List.of(Specs.array("y", 3))),
          Specs.network(Specs.layer("y", l -> l.setSoftmax(NoParams.getDefaultInstance()), "x")));

  private static final String MANIFEST =
      """
      {"fileFormatVersion": "1.0.0", "rootModelIdentifier": "A",
       "itemInfoEntries": {"A": {"path": "%s", "name": "model.mlmodel"}}}
      """;

  @TempDir Path folder;

  @Test
  void readsFeaturesOfEveryType() throws CoreMlFormatException {
    Nothing set = Nothing.getDefaultInstance();
    ArrayFeatureType array =
        ArrayFeatureType.newBuilder()
            .setDataType(ArrayFeatureType.ArrayDataType.FLOAT16)
            .addShape(2)
            .setShapeRange(set)
            .build();
    ModelDescription description =
        ModelDescription.newBuilder()
            .addInput(feature("array", FeatureType.newBuilder().setMultiArrayType(array)))
            .addInput(
                feature(
                    "image",
                    FeatureType.newBuilder()
                        .setIsOptional(true)
                        .setImageType(
                            ImageFeatureType.newBuilder()
                                .setWidth(4)
                                .setHeight(5)
                                .setColorSpace(ImageFeatureType.ColorSpace.GRAYSCALE_FLOAT16))))
            .addInput(feature("count", FeatureType.newBuilder().setInt64Type(set)))
            .addInput(feature("none", FeatureType.newBuilder()))
            .addOutput(
                feature(
                    "scores",
                    FeatureType.newBuilder()
                        .setDictionaryType(
                            DictionaryFeatureType.newBuilder().setStringKeyType(set))))
            .addOutput(
                feature(
                    "words",
                    FeatureType.newBuilder()
                        .setSequenceType(SequenceFeatureType.newBuilder().setInt64Type(set))))
            .addState(
                feature(
                    "cache",
                    FeatureType.newBuilder()
                        .setStateType(StateFeatureType.newBuilder().setArrayType(array))))
            .setPredictedFeatureName("words")
            .build();
    Model model =
        Reading.model(Specs.model(ModelType.TREE_ENSEMBLE_CLASSIFIER, description, new byte[0]));
    Feature.MultiArray halves = new Feature.MultiArray(ElementType.FLOAT16, List.of(2L), true);
    assertThat(model.inputs())
        .containsExactly(
            new Feature("array", halves, false),
            new Feature("image", new Feature.Image(4, 5, 1, "GRAYSCALE_FLOAT16", false), true),
            new Feature("count", new Feature.Scalar("int64"), false),
            new Feature("none", new Feature.Untyped(), false));
    assertThat(model.outputs())
        .containsExactly(
            new Feature("scores", new Feature.Dictionary("string"), false),
            new Feature("words", new Feature.Sequence("int64"), false));
    assertThat(model.states())
        .containsExactly(new Feature("cache", new Feature.State(halves), false));
    assertThat(model.predictedFeature()).isEqualTo("words");
    assertThat(model.body()).isEqualTo(new ModelBody.Opaque());
    assertThat(model.specificationVersion()).isEqualTo(4);
  }

  @Test
  void takesTheInterfaceOfTheDefaultFunction() throws CoreMlFormatException {
    ModelDescription description =
        ModelDescription.newBuilder()
            .addFunctions(function("first", "a"))
            .addFunctions(function("second", "b"))
            .setDefaultFunctionName("second")
            .build();
    Model model = Reading.model(Specs.model(ModelType.IDENTITY, description, new byte[0]));
    assertThat(model.inputs()).extracting(Feature::name).containsExactly("b");
  }

  @Test
  void readsNestedPipelinesWithStageNames() throws CoreMlFormatException {
    byte[] scaler =
        Specs.model(ModelType.SCALER, ModelDescription.getDefaultInstance(), new byte[0]);
    byte[] inner =
        Specs.model(
            ModelType.PIPELINE,
            ModelDescription.getDefaultInstance(),
            Specs.message(1, scaler, 1, NETWORK, 2, "scale", 2, "net"));
    byte[] outer =
        Specs.model(
            ModelType.PIPELINE_CLASSIFIER,
            ModelDescription.getDefaultInstance(),
            Specs.message(1, Specs.message(1, inner)));
    ModelBody.Pipeline pipeline = (ModelBody.Pipeline) Reading.model(outer).body();
    assertThat(pipeline.stages()).singleElement().extracting(ModelBody.Stage::name).isEqualTo("");
    ModelBody.Pipeline nested = (ModelBody.Pipeline) pipeline.stages().getFirst().model().body();
    assertThat(nested.stages()).extracting(ModelBody.Stage::name).containsExactly("scale", "net");
    assertThat(nested.stages())
        .extracting(stage -> stage.model().type())
        .containsExactly(ModelType.SCALER, ModelType.NEURAL_NETWORK);
  }

  @Test
  void namesAKindThatItDoesNotKnow() {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.model(Specs.message(1, 4, 777, new byte[0])))
        .withMessageContaining("777");
  }

  @Test
  void refusesAModelOfNoKind() {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.model(Specs.message(1, 4)))
        .withMessageContaining("kind");
  }

  @Test
  void readsAPackageThroughItsManifest() throws Exception {
    Path bundle = modelPackage("com.apple.CoreML/model.mlmodel", NETWORK);
    assertThat(new ModelReader().read(bundle).type()).isEqualTo(ModelType.NEURAL_NETWORK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../outside.mlmodel", "/etc/passwd", "missing.mlmodel", "\\u0000"})
  void refusesAManifestThatDoesNotNameAFileInThePackage(String path) throws Exception {
    Path bundle = modelPackage("com.apple.CoreML/model.mlmodel", NETWORK);
    Files.writeString(bundle.resolve("Manifest.json"), MANIFEST.formatted(path));
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(bundle))
        .withMessageContaining("Manifest.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[]", "{}", "{\"rootModelIdentifier\": 3}"})
  void refusesAManifestWithoutARoot(String manifest) throws Exception {
    Path bundle = modelPackage("com.apple.CoreML/model.mlmodel", NETWORK);
    Files.writeString(bundle.resolve("Manifest.json"), manifest);
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(bundle))
        .withMessageContaining("Manifest.json");
  }

  @Test
  void saysWhatStandsInTheSpecificationsPlace() throws IOException {
    Path file = folder.resolve("a.mlmodel");
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:00\n");
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(file))
        .withMessageContaining("Git LFS pointer");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.mlmodel"));
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(file));
  }

  @Test
  void refusesAFileBeyondProtobufsLimit() throws IOException {
    Path file = folder.resolve("huge.mlmodel");
    writeAt(file, 1L << 31, new byte[1]);
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> new ModelReader().read(file))
        .withMessageContaining("2 GiB")
        .withMessageContaining(".mlpackage");
  }

  /** The weights are a hole in the file, twice as large as the tests' whole heap. */
  @Test
  void readsAModelWhoseWeightsDoNotFitInTheHeap() throws Exception {
    Path file = folder.resolve("large.mlmodel");
    LargeNetwork.write(file, 1L << 30);
    Model model = new ModelReader().read(file);
    Graph graph = ((ModelBody.Network) model.body()).graph();
    assertThat(graph.operations().getFirst().outputs())
        .containsExactly(new Tensor("y", ElementType.UNTYPED, Shape.of(1, 1, 10, 1, 1)));
  }

  private static void writeAt(Path file, long position, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), position);
    }
  }

  private Path modelPackage(String path, byte[] model) throws IOException {
    Path bundle = folder.resolve("a.mlpackage");
    Path file = bundle.resolve("Data").resolve(path);
    Files.createDirectories(file.resolveSibling("weights"));
    Files.write(file, model);
    Files.writeString(bundle.resolve("Manifest.json"), MANIFEST.formatted(path));
    return bundle;
  }

  private static FeatureDescription feature(String name, FeatureType.Builder type) {
    return FeatureDescription.newBuilder().setName(name).setType(type).build();
  }

  private static FunctionDescription function(String name, String input) {
    return FunctionDescription.newBuilder().setName(name).addInput(Specs.array(input, 3)).build();
  }
}
