package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.aneoracle.coreml.spec.LoopParams;
import dev.aneoracle.coreml.spec.MilBlock;
import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilDimension;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.MilTensorType;
import dev.aneoracle.coreml.spec.ModelDescription;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import dev.aneoracle.coreml.spec.NoParams;
import dev.aneoracle.coreml.spec.ReverseParams;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileSpecificationTests {

  @ParameterizedTest
  @CsvSource({
    "ff, ends inside a number",
    "0aff01, ends beyond",
    "00, invalid field key",
    "0b, unknown wire type",
    "08ffffffffffffffffffff01, more than ten bytes",
    "1208ffffffffffffffff, at byte",
    "080412020a0112, ends beyond"
  })
  void refusesDamagedBytes(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertRefused(bytes, message);
  }

  @Test
  void refusesTooManyOperations() {
    ByteString layer =
        Specs.layer("", l -> l.setCopy(NoParams.getDefaultInstance())).toByteString();
    byte[] layers = Specs.message(1, layer.toByteArray());
    ByteString network =
        ByteString.copyFrom(
            Collections.nCopies(Budget.OPERATIONS + 1, ByteString.copyFrom(layers)));
    assertRefused(networkOf(network.toByteArray()), "operations");
  }

  @Test
  void refusesALongName() {
    NeuralNetworkLayer layer = NeuralNetworkLayer.newBuilder().setName("x".repeat(70_000)).build();
    assertRefused(networkOf(Specs.network(layer)), "too many to be real");
  }

  @Test
  void refusesManyValuesOfAParameter() {
    ReverseParams many =
        ReverseParams.newBuilder().addAllReverseDim(Collections.nCopies(2_000, true)).build();
    assertRefused(
        networkOf(Specs.network(Specs.layer("y", l -> l.setReverse(many), "x"))), "reverseDim");
  }

  @Test
  void refusesDeeplyNestedNetworks() {
    NeuralNetwork network = NeuralNetwork.getDefaultInstance();
    for (int depth = 0; depth < 60; depth++) {
      NeuralNetwork inner = network;
      network =
          NeuralNetwork.newBuilder()
              .addLayers(
                  Specs.layer("", l -> l.setLoop(LoopParams.newBuilder().setBodyNetwork(inner))))
              .build();
    }
    assertRefused(networkOf(network.toByteArray()), "deep");
  }

  @Test
  void refusesDeeplyNestedPipelines() {
    byte[] pipeline = new byte[0];
    for (int depth = 0; depth < 40; depth++) {
      pipeline =
          Specs.message(
              1, Specs.model(ModelType.PIPELINE, ModelDescription.getDefaultInstance(), pipeline));
    }
    byte[] model = Specs.model(ModelType.PIPELINE, ModelDescription.getDefaultInstance(), pipeline);
    assertRefused(model, "deep");
  }

  @Test
  void refusesImpossibleDimensions() {
    MilOperation operation =
        MilOperation.newBuilder()
            .setType("relu")
            .addOutputs(
                Specs.named(
                    "y",
                    Specs.tensorType(MilDataType.FLOAT16).toBuilder()
                        .setTensorType(
                            MilTensorType.newBuilder()
                                .setRank(1)
                                .addDimensions(
                                    MilDimension.newBuilder()
                                        .setConstant(
                                            MilDimension.Constant.newBuilder()
                                                .setSize(Long.MIN_VALUE))))
                        .build()))
            .build();
    byte[] program =
        Specs.program("main", List.of(), MilBlock.newBuilder().addOperations(operation).build());
    assertRefused(
        Specs.model(ModelType.ML_PROGRAM, ModelDescription.getDefaultInstance(), program),
        "impossible size");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] layer = {0x0a, 2, (byte) 0xc3, 0x28, (byte) 0xc2, 0x25, 0};
    assertRefused(networkOf(Specs.message(1, layer)), "UTF-8");
  }

  @Test
  void refusesAnOperationWithoutAType() {
    byte[] program =
        Specs.program(
            "main",
            List.of(),
            MilBlock.newBuilder().addOperations(MilOperation.getDefaultInstance()).build());
    assertRefused(
        Specs.model(ModelType.ML_PROGRAM, ModelDescription.getDefaultInstance(), program),
        "no readable type");
  }

  private static byte[] networkOf(byte[] network) {
    return Specs.model(ModelType.NEURAL_NETWORK, ModelDescription.getDefaultInstance(), network);
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.model(bytes))
        .withMessageContaining(message);
  }
}
