package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.aneoracle.coreml.spec.ActivationParams;
import dev.aneoracle.coreml.spec.AlphaActivation;
import dev.aneoracle.coreml.spec.BorderAmounts;
import dev.aneoracle.coreml.spec.BranchParams;
import dev.aneoracle.coreml.spec.ConvolutionParams;
import dev.aneoracle.coreml.spec.FeatureDescription;
import dev.aneoracle.coreml.spec.LoopParams;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import dev.aneoracle.coreml.spec.NoParams;
import dev.aneoracle.coreml.spec.QuantizationParams;
import dev.aneoracle.coreml.spec.ReduceNdParams;
import dev.aneoracle.coreml.spec.ResizeBilinearParams;
import dev.aneoracle.coreml.spec.SamplingMode;
import dev.aneoracle.coreml.spec.ValidPadding;
import dev.aneoracle.coreml.spec.WeightParams;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkReaderTests {

  private static final NeuralNetworkLayer SOFTMAX =
      Specs.layer("probabilities", l -> l.setSoftmax(NoParams.getDefaultInstance()), "x");

  @Test
  void mapsInputsToRankFiveUnlessTheNetworkSaysOtherwise() throws CoreMlFormatException {
    Graph graph =
        read(List.of(Specs.array("x", 64), Specs.image("i", 28, 20)), Specs.network(SOFTMAX));
    assertThat(graph.layout()).isEqualTo(Graph.Layout.SBCHW);
    assertThat(graph.inputs())
        .extracting(Tensor::shape)
        .containsExactly(Shape.of(1, 1, 64, 1, 1), Shape.of(1, 1, 3, 20, 28));
  }

  @Test
  void keepsRanksWithExactMapping() throws CoreMlFormatException {
    byte[] network = concat(Specs.network(SOFTMAX), Specs.message(5, 1, 6, 1));
    Graph graph = read(List.of(Specs.array("x", 7, 64), Specs.image("i", 28, 20)), network);
    assertThat(graph.layout()).isEqualTo(Graph.Layout.EXACT);
    assertThat(graph.inputs())
        .extracting(Tensor::shape)
        .containsExactly(Shape.of(7, 64), Shape.of(1, 3, 20, 28));
  }

  @Test
  void takesTheLastLayersOutputForAClassifier() throws CoreMlFormatException {
    Graph graph = read(List.of(Specs.array("x", 64)), Specs.network(SOFTMAX));
    assertThat(graph.outputs()).containsExactly("probabilities");
  }

  @Test
  void givesParametersUnderTheSpecificationsNames() throws CoreMlFormatException {
    BorderAmounts.EdgeSizes edge =
        BorderAmounts.EdgeSizes.newBuilder().setStartEdgeSize(1).setEndEdgeSize(2).build();
    ConvolutionParams convolution =
        ConvolutionParams.newBuilder()
            .setOutputChannels(8)
            .setKernelChannels(3)
            .addAllKernelSize(List.of(3L, 3L))
            .setHasBias(true)
            .setWeights(
                WeightParams.newBuilder()
                    .setQuantization(QuantizationParams.newBuilder().setNumberOfBits(4)))
            .setValid(
                ValidPadding.newBuilder()
                    .setPaddingAmounts(
                        BorderAmounts.newBuilder().addBorderAmounts(edge).addBorderAmounts(edge)))
            .build();
    Operation operation =
        only(Specs.layer("y", l -> l.setConvolution(convolution), "x"), "x", 3, 8, 8);
    assertThat(operation.type()).isEqualTo("convolution");
    assertThat(operation.name()).isEqualTo("y_layer");
    assertThat(operation.attributes())
        .containsEntry("outputChannels", Attribute.Numbers.of(8))
        .containsEntry("kernelSize", Attribute.Numbers.of(3, 3))
        .containsEntry("nGroups", Attribute.Numbers.of(0))
        .containsEntry("hasBias", new Attribute.Flags(List.of(true)))
        .containsEntry("isDeconvolution", new Attribute.Flags(List.of(false)))
        .containsEntry("paddingType", new Attribute.Text("valid"))
        .containsEntry("paddingAmounts", Attribute.Numbers.of(1, 2, 1, 2))
        .containsEntry("numberOfBits", Attribute.Numbers.of(4))
        .doesNotContainKey("weights");
    assertThat(operation.outputs().getFirst().shape()).isEqualTo(Shape.of(1, 1, 8, 9, 9));
  }

  @Test
  void namesNonlinearityAndModes() throws CoreMlFormatException {
    ActivationParams leaky =
        ActivationParams.newBuilder()
            .setLeakyReLU(AlphaActivation.newBuilder().setAlpha(0.5f))
            .build();
    assertThat(only(Specs.layer("y", l -> l.setActivation(leaky), "x"), "x", 3).attributes())
        .containsEntry("nonlinearity", new Attribute.Text("leakyReLU"))
        .containsEntry("alpha", new Attribute.Decimals(List.of(0.5)));
    ResizeBilinearParams resize =
        ResizeBilinearParams.newBuilder()
            .addAllTargetSize(List.of(4L, 5L))
            .setMode(
                SamplingMode.newBuilder().setSamplingMethod(SamplingMode.Method.ROI_ALIGN_MODE))
            .build();
    assertThat(only(Specs.layer("y", l -> l.setResizeBilinear(resize), "x"), "x", 3).attributes())
        .containsEntry("targetSize", Attribute.Numbers.of(4, 5))
        .containsEntry("mode", new Attribute.Text("ROI_ALIGN_MODE"));
  }

  @Test
  void forgetsTheShapeThatALoopChanges() throws CoreMlFormatException {
    NeuralNetworkLayer sum =
        Specs.layer("x", l -> l.setReduceSum(ReduceNdParams.newBuilder().setReduceAll(true)), "x");
    NeuralNetworkLayer loop =
        Specs.layer(
            "turns",
            l ->
                l.setLoop(
                    LoopParams.newBuilder()
                        .setBodyNetwork(NeuralNetwork.newBuilder().addLayers(sum))));
    Graph graph = read(List.of(Specs.array("x", 3)), Specs.network(loop, SOFTMAX));
    assertThat(graph.operations().getFirst().blocks())
        .singleElement()
        .satisfies(block -> {
          assertThat(block.name()).isEqualTo("bodyNetwork");
          assertThat(block.operations()).hasSize(1);
        });
    assertThat(graph.operations().getLast().outputs().getFirst().shape())
        .isEqualTo(Shape.unknown());
  }

  @Test
  void keepsTheShapeOnWhichBothBranchesAgree() throws CoreMlFormatException {
    NeuralNetwork way =
        NeuralNetwork.newBuilder()
            .addLayers(Specs.layer("z", l -> l.setCopy(NoParams.getDefaultInstance()), "x"))
            .build();
    NeuralNetworkLayer branch =
        Specs.layer(
            "done",
            l -> l.setBranch(BranchParams.newBuilder().setIfBranch(way).setElseBranch(way)),
            "x");
    NeuralNetworkLayer after = Specs.layer("y", l -> l.setErf(NoParams.getDefaultInstance()), "z");
    Graph graph = read(List.of(Specs.array("x", 3)), Specs.network(branch, after));
    assertThat(graph.operations().getLast().outputs().getFirst().shape())
        .isEqualTo(Shape.of(1, 1, 3, 1, 1));
  }

  @Test
  void refusesALayerOfNoKind() {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> read(List.of(), Specs.network(Specs.layer("y", l -> {}))))
        .withMessageContaining("y_layer");
  }

  private static Operation only(NeuralNetworkLayer layer, String input, long... shape)
      throws CoreMlFormatException {
    return read(List.of(Specs.array(input, shape)), Specs.network(layer)).operations().getFirst();
  }

  private static Graph read(List<FeatureDescription> inputs, byte[] network)
      throws CoreMlFormatException {
    return Reading.network(
        Specs.model(
            ModelType.NEURAL_NETWORK_CLASSIFIER, Specs.description(inputs, List.of()), network));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
  }
}
