package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.ConvolutionParams;
import dev.aneoracle.coreml.spec.LoopParams;
import dev.aneoracle.coreml.spec.MilBlock;
import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.ModelDescription;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.NoParams;
import dev.aneoracle.coreml.spec.PoolingParams;
import dev.aneoracle.coreml.spec.SliceStaticParams;
import dev.aneoracle.coreml.spec.SplitNDParams;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damages good models in a random but repeatable way. */
class DamagedSpecificationTests {

  private static final int ROUNDS = 6_000;

  @Test
  void survivesDamageToGoodModels() {
    List<byte[]> models = List.of(network(), program(), pipeline());
    Random random = new Random(20_261_122);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = models.get(round % models.size()).clone();
      int damages = 1 + random.nextInt(4);
      for (int i = 0; i < damages; i++) {
        bytes[random.nextInt(bytes.length)] = damaged(random);
      }
      read(bytes);
    }
  }

  @Test
  void survivesEveryTruncation() {
    for (byte[] model : List.of(network(), program(), pipeline())) {
      for (int length = 0; length < model.length; length++) {
        read(Arrays.copyOf(model, length));
      }
    }
  }

  private static byte damaged(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> (byte) random.nextInt(256);
      case 1 -> (byte) random.nextInt(8);
      default -> (byte) 0xff;
    };
  }

  private static void read(byte[] bytes) {
    try {
      Reading.model(bytes);
    } catch (CoreMlFormatException expected) {
      // the declared way to refuse
    }
  }

  private static byte[] network() {
    NeuralNetwork body =
        NeuralNetwork.newBuilder()
            .addLayers(Specs.layer("p", l -> l.setErf(NoParams.getDefaultInstance()), "c"))
            .build();
    return Specs.model(
        ModelType.NEURAL_NETWORK,
        Specs.description(List.of(Specs.image("x", 20, 20)), List.of(Specs.array("y", 3))),
        Specs.network(
            Specs.layer(
                "c",
                l ->
                    l.setConvolution(
                        ConvolutionParams.newBuilder()
                            .setOutputChannels(4)
                            .addAllKernelSize(List.of(3L, 3L))
                            .addAllStride(List.of(2L, 2L))),
                "x"),
            Specs.layer(
                "p",
                l ->
                    l.setPooling(
                        PoolingParams.newBuilder()
                            .setIncludeLastPixel(
                                PoolingParams.ValidCompletePadding.newBuilder()
                                    .addAllPaddingAmounts(List.of(1L, 1L)))),
                "c"),
            Specs.layer(
                "s",
                l ->
                    l.setSliceStatic(
                        SliceStaticParams.newBuilder()
                            .addAllBeginIds(List.of(0L, 0L, 1L, 1L, 1L))
                            .addAllEndIds(List.of(1L, 1L, 3L, -1L, -1L))
                            .addAllStrides(List.of(1L, 1L, 1L, 2L, -1L))),
                "p"),
            Specs.layer(
                "y",
                l -> l.setSplitND(SplitNDParams.newBuilder().setAxis(-3).setNumSplits(1)),
                "s"),
            Specs.layer(
                "turns", l -> l.setLoop(LoopParams.newBuilder().setBodyNetwork(body)), "y")));
  }

  private static byte[] program() {
    MilOperation constant = Specs.constant("s", Specs.text("valid"));
    MilOperation conv =
        MilOperation.newBuilder()
            .setType("conv")
            .addInputs(Specs.input("x", "x"))
            .addInputs(Specs.input("pad_type", "s"))
            .addOutputs(Specs.named("y", Specs.tensorType(MilDataType.FLOAT16, 1, -1, 8)))
            .build();
    MilBlock block =
        MilBlock.newBuilder()
            .addOperations(constant)
            .addOperations(conv)
            .addOperations(conv.toBuilder().addBlocks(MilBlock.newBuilder().addOperations(conv)))
            .addOutputs("y")
            .build();
    return Specs.model(
        ModelType.ML_PROGRAM,
        ModelDescription.getDefaultInstance(),
        Specs.program(
            "main",
            List.of(Specs.named("x", Specs.tensorType(MilDataType.FLOAT16, 1, 3, 8))),
            block));
  }

  private static byte[] pipeline() {
    return Specs.model(
        ModelType.PIPELINE,
        ModelDescription.getDefaultInstance(),
        Specs.message(1, network(), 1, program(), 2, "first"));
  }
}
