package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.conv;
import static dev.aneoracle.placement.Graphs.pool;
import static dev.aneoracle.placement.Graphs.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Verdict.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The segment keys that were published for an M1 with macOS 12, on graphs of the same topology. */
class PublishedKeysTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final Target M1 = new Target("M1", 12);

  @Test
  void mnistIsOneSegmentFromImageToProbabilities() {
    Prediction prediction = predict(mnist());

    assertThat(json(prediction.segments().getFirst().key()))
        .isEqualTo(
            "{\"isegment\":0,\"inputs\":{\"image\":{\"shape\":[28,28,1,1,1]}},"
                + "\"outputs\":{\"labelProbabilities\":{\"shape\":[1,1,1,10,1]}}}");
    assertThat(prediction.segments()).hasSize(1);
    assertThat(prediction.runtime()).isEqualTo(Engine.CLASSIC);
    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.verdict().onlyPostProcessingOutside()).isTrue();
    assertThat(prediction.verdict().operationShare()).isEqualTo(1.0);
    assertThat(prediction.verdict().flopShare()).isEqualTo(1.0);
    assertThat(prediction.unknownOperations()).isEmpty();
    assertThat(prediction.verdict().summary())
        .isEqualTo("1 segment on the ANE; only the class label is made outside it");
  }

  @Test
  void deepLabIsOneSegmentThatEndsAtTheLogits() {
    Prediction prediction = predict(deepLab());

    assertThat(prediction.segments()).hasSize(1);
    assertThat(json(prediction.segments().getFirst().key()))
        .isEqualTo(
            "{\"isegment\":0,\"inputs\":{\"image\":{\"shape\":[513,513,1,3,1]}},"
                + "\"outputs\":{\"logits/semantic/BiasAdd:0\":{\"shape\":[65,65,1,21,1]}}}");
    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.verdict().onlyPostProcessingOutside()).isFalse();
    assertThat(prediction.unknownOperations()).isEmpty();
    assertThat(prediction.verdict().summary())
        .isEqualTo("1 segment on the ANE; outside it: resizeBilinear, reduce");
    assertThat(prediction.verdict().operationShare()).isBetween(0.8, 0.99);
  }

  @Test
  void tinygradAddIsFull() {
    Prediction prediction = predict(tinygradAdd());

    assertThat(json(prediction.segments().getFirst().key()))
        .isEqualTo(
            "{\"isegment\":0,\"inputs\":{\"image\":{\"shape\":[1,1,1,64,1]},"
                + "\"image2\":{\"shape\":[1,1,1,64,1]}},"
                + "\"outputs\":{\"probs\":{\"shape\":[1,1,1,64,1]}}}");
    assertThat(prediction.verdict().status()).isEqualTo(Status.FULL);
    assertThat(prediction.verdict().summary())
        .isEqualTo("1 segment on the ANE; every output is made there");
  }

  @ParameterizedTest
  @MethodSource("published")
  void keyIsThePublishedOne(PublishedKeys.Case published) {
    Prediction prediction = predict(published.model());

    assertThat(prediction.segments())
        .extracting(segment -> tree(json(segment.key())))
        .containsExactly(tree(published.key()));
    assertThat(prediction.verdict().status()).isEqualTo(published.status());
    assertThat(prediction.unknownOperations()).isEmpty();
    assertThat(prediction.runtime()).isEqualTo(Engine.CLASSIC);
  }

  static List<PublishedKeys.Case> published() {
    return PublishedKeys.all();
  }

  @Test
  void networkThatIsPartlyUnknownIsNotContradicted() {
    PublishedKeys.Case published = PublishedKeys.bilateral();

    Prediction prediction =
        PREDICTOR.predict(published.model(), published.target(), ComputeUnits.CPU_AND_NE, null);

    assertThat(prediction.operations())
        .noneMatch(operation -> operation.unit() == OperationPlacement.Unit.OUTSIDE);
  }

  @Test
  void superresolutionProgramCarriesTheModelsNamesOverItsEdgeCasts() {
    Prediction prediction = predict(SuperResolutionNetwork.network());

    assertThat(prediction.warnings()).anyMatch(text -> text.startsWith("2 casts"));
    assertThat(prediction.verdict().operationShare()).isEqualTo(1.0);
  }

  @Test
  void yoloIsOneSegmentWithBoxesAsChannelsBeforeTheSuppression() {
    Model model = YoloNetwork.pipeline();

    Prediction prediction = predict(model);

    assertThat(prediction.operations())
        .filteredOn(operation -> operation.type().equals("convolution"))
        .hasSize(75);
    assertThat(prediction.verdict().onlyPostProcessingOutside()).isTrue();
    assertThat(prediction.segments().getFirst().stage()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "EXACT, '3,512,1024', '1024,512,1,3,1'",
    "EXACT, '1,1200,13', '13,1200,1,1,1'",
    "EXACT, '1,720,1280,36', '36,1280,1,720,1'",
    "EXACT, '1,240000', '240000,1,1,1,1'",
    "EXACT, '7', '7,1,1,1,1'",
    "EXACT, '2,3,4,5,6', '6,5,4,3,2'",
    "EXACT, '1,1,1,1,1,1', ''",
    "EXACT, '1,-1,3', ''",
    "SBCHW, '1,2,3,5,4', '4,5,1,3,2'",
    "SBCHW, '1,1,64,1,1', '1,1,1,64,1'"
  })
  void shapesAreReadFromTheInside(Graph.Layout layout, String shape, String extent) {
    assertThat(Extents.of(layout, Shape.of(numbers(shape))).shape()).isEqualTo(numbers(extent));
    assertThat(Extents.of(layout, Shape.unknown()).shape()).isEmpty();
  }

  private static List<Long> numbers(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split(",", -1)).stream().map(Long::valueOf).toList();
  }

  static Model tinygradAdd() {
    return Graphs.network()
        .input("image", 1, 1, 64, 1, 1)
        .input("image2", 1, 1, 64, 1, 1)
        .op("add", "image,image2", "probs", 1, 1, 64, 1, 1)
        .model("probs");
  }

  static Model mnist() {
    return Graphs.network()
        .input("image", 1, 28, 28)
        .op("convolution", "image", "conv0", conv(3, 1, 1, 1, 1, 16), 16, 28, 28)
        .op("activation", "conv0", "relu0", with("nonlinearity", "ReLU"), 16, 28, 28)
        .op("pooling", "relu0", "pool0", pool("MAX", 2, 2), 16, 14, 14)
        .op("convolution", "pool0", "conv1", conv(3, 1, 1, 1, 16, 32), 32, 14, 14)
        .op("activation", "conv1", "relu1", with("nonlinearity", "ReLU"), 32, 14, 14)
        .op("pooling", "relu1", "pool1", pool("MAX", 2, 2), 32, 7, 7)
        .op("convolution", "pool1", "conv2", conv(3, 1, 1, 1, 32, 64), 64, 7, 7)
        .op("activation", "conv2", "relu2", with("nonlinearity", "ReLU"), 64, 7, 7)
        .op("pooling", "relu2", "pool2", pool("MAX", 2, 2), 64, 3, 3)
        .op("flatten", "pool2", "flat", 576, 1, 1)
        .op(
            "innerProduct",
            "flat",
            "dense0",
            with("inputChannels", 576, "outputChannels", 128),
            128,
            1,
            1)
        .op("activation", "dense0", "relu3", with("nonlinearity", "ReLU"), 128, 1, 1)
        .op(
            "innerProduct",
            "relu3",
            "dense1",
            with("inputChannels", 128, "outputChannels", 10),
            10,
            1,
            1)
        .op("softmax", "dense1", "labelProbabilities", 10, 1, 1)
        .classifier("labelProbabilities");
  }

  static Model deepLab() {
    Graphs graph =
        Graphs.network()
            .input("image", 3, 513, 513)
            .op("loadConstant", "", "Reshape/tensor:0", 3, 1, 1)
            .op("resizeBilinear", "image", "ResizeBilinear:0", 3, 513, 513)
            .op("loadConstant", "", "negated", 3, 1, 1)
            .op("add", "ResizeBilinear:0,negated", "sub_2:0", 3, 513, 513)
            .op("padding", "sub_2:0", "Pad:0", 3, 513, 513)
            .op("add", "Pad:0,Reshape/tensor:0", "add_2:0", 3, 513, 513)
            .op("multiply", "add_2:0", "mul_1:0", with("alpha", 0.0078), 3, 513, 513)
            .op("add", "mul_1:0", "sub_7:0", with("alpha", -1.0), 3, 513, 513)
            .op("convolution", "sub_7:0", "conv", conv(3, 2, 1, 1, 3, 32), 32, 257, 257);
    relu6(graph, "conv", "x0", 32, 257);
    graph.op("convolution", "x0", "depthwise", conv(3, 2, 4, 32, 1, 32), 32, 65, 65);
    relu6(graph, "depthwise", "x1", 32, 65);
    return graph
        .op("convolution", "x1", "project", conv(1, 1, 1, 1, 32, 320), 320, 65, 65)
        .op("convolution", "project", "project2", conv(1, 1, 1, 1, 320, 320), 320, 65, 65)
        .op("add", "project,project2", "sum", 320, 65, 65)
        .op("convolution", "sum", "aspp0", conv(1, 1, 1, 1, 320, 256), 256, 65, 65)
        .op("activation", "aspp0", "aspp0/Relu:0", with("nonlinearity", "ReLU"), 256, 65, 65)
        .op("pooling", "sum", "AvgPool:0", pool("AVERAGE", 65, 65), 320, 1, 1)
        .op("convolution", "AvgPool:0", "image_pooling", conv(1, 1, 1, 1, 320, 256), 256, 1, 1)
        .op("activation", "image_pooling", "pooled", with("nonlinearity", "ReLU"), 256, 1, 1)
        .op("resizeBilinear", "pooled", "ResizeBilinear_1:0", 256, 65, 65)
        .op("concat", "ResizeBilinear_1:0,aspp0/Relu:0", "concat:0", 512, 65, 65)
        .op("convolution", "concat:0", "projection", conv(1, 1, 1, 1, 512, 256), 256, 65, 65)
        .op(
            "convolution",
            "projection",
            "logits/semantic/BiasAdd:0",
            conv(1, 1, 1, 1, 256, 21),
            21,
            65,
            65)
        .op("resizeBilinear", "logits/semantic/BiasAdd:0", "ResizeBilinear_2:0", 21, 65, 65)
        .op("resizeBilinear", "ResizeBilinear_2:0", "ResizeBilinear_3:0", 21, 513, 513)
        .op(
            "reduce",
            "ResizeBilinear_3:0",
            "semanticPredictions",
            with("mode", "ARGMAX", "axis", "C"),
            1,
            513,
            513)
        .model("semanticPredictions");
  }

  private static void relu6(Graphs graph, String from, String to, int channels, int size) {
    graph
        .op("activation", from, to + "_relu", with("nonlinearity", "ReLU"), channels, size, size)
        .op(
            "activation",
            to + "_relu",
            to + "_neg",
            with("nonlinearity", "linear", "alpha", -1.0),
            channels,
            size,
            size)
        .op(
            "unary",
            to + "_neg",
            to + "_clip",
            with("type", "THRESHOLD", "alpha", -6.0),
            channels,
            size,
            size)
        .op(
            "activation",
            to + "_clip",
            to,
            with("nonlinearity", "linear", "alpha", -1.0),
            channels,
            size,
            size);
  }

  private static Prediction predict(Model model) {
    return PREDICTOR.predict(model, M1, ComputeUnits.CPU_AND_NE, null);
  }

  private static JsonNode tree(String json) {
    return JsonMapper.shared().readTree(json);
  }

  private static String json(SegmentKey key) {
    return JsonMapper.shared().writeValueAsString(key);
  }
}
