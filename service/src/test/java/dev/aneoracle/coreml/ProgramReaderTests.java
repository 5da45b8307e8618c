package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.aneoracle.coreml.spec.MilBlobFileValue;
import dev.aneoracle.coreml.spec.MilBlock;
import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilLongs;
import dev.aneoracle.coreml.spec.MilNamedValue;
import dev.aneoracle.coreml.spec.MilNamedValueType;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.MilTensorValue;
import dev.aneoracle.coreml.spec.MilValue;
import dev.aneoracle.coreml.spec.MilValueType;
import dev.aneoracle.coreml.spec.ModelDescription;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgramReaderTests {

  private static final MilValueType HALVES = Specs.tensorType(MilDataType.FLOAT16, 1, -1, 8);
  private static final List<MilNamedValueType> INPUTS = List.of(Specs.named("x", HALVES));
  private static final MilValueType STRIDES = Specs.tensorType(MilDataType.INT32, 2);
  private static final MilOperation STRIDES_CONSTANT =
      Specs.constant(
          "s",
          Specs.value(
              STRIDES,
              MilTensorValue.newBuilder()
                  .setInts(MilLongs.newBuilder().addValues(2).addValues(-1).build().toByteString())
                  .build()));

  @Test
  void givesConstantsAsOperandsAndAttributesOfTheirUsers() throws CoreMlFormatException {
    MilOperation conv =
        MilOperation.newBuilder()
            .setType("conv")
            .addInputs(Specs.input("x", "x"))
            .addInputs(Specs.input("strides", "s"))
            .addOutputs(Specs.named("y", HALVES))
            .addAttributes(
                MilNamedValue.newBuilder().setKey("name").setValue(Specs.text("first_conv")))
            .build();
    Graph graph = read(STRIDES_CONSTANT, conv);
    assertThat(graph.inputs())
        .containsExactly(new Tensor("x", ElementType.FLOAT16, Shape.of(1, -1, 8)));
    assertThat(graph.outputs()).containsExactly("y");
    assertThat(graph.operations())
        .singleElement()
        .satisfies(operation -> {
          assertThat(operation.index()).isZero();
          assertThat(operation.name()).isEqualTo("first_conv");
          assertThat(operation.type()).isEqualTo("conv");
          assertThat(operation.operands())
              .containsExactly(
                  new Operation.Reference("x", "x"),
                  new Operation.Constant("strides", ElementType.INT32, Shape.of(2)));
          assertThat(operation.attribute("strides"))
              .isEqualTo(Optional.of(Attribute.Numbers.of(2, -1)));
        });
  }

  @Test
  void leavesOutLargeConstants() throws CoreMlFormatException {
    MilOperation large =
        Specs.constant(
            "w",
            Specs.value(
                Specs.tensorType(MilDataType.FLOAT16, 1 << 20),
                MilTensorValue.newBuilder()
                    .setRaw(ByteString.copyFrom(Specs.message(1, new byte[1 << 21])))
                    .build()));
    Graph graph = read(large, operation("relu", "w"));
    assertThat(graph.operations().getFirst().attributes()).isEmpty();
    assertThat(graph.operations().getFirst().operands())
        .containsExactly(new Operation.Constant("x", ElementType.FLOAT16, Shape.of(1 << 20)));
  }

  @Test
  void decodesHalvesThatLieAsBytes() throws CoreMlFormatException {
    MilOperation constant =
        Specs.constant(
            "a",
            Specs.value(
                Specs.tensorType(MilDataType.FLOAT16),
                MilTensorValue.newBuilder()
                    .setRaw(ByteString.copyFrom(Specs.message(1, new byte[] {0, 0x3e})))
                    .build()));
    assertThat(read(constant, operation("relu", "a")).operations().getFirst().attribute("x"))
        .isEqualTo(Optional.of(new Attribute.Decimals(List.of(1.5))));
  }

  @Test
  void treatsCompressedWeightsAsConstants() throws CoreMlFormatException {
    Graph graph = read(operation("constexpr_lut_to_dense", "x"), operation("relu", "y"));
    assertThat(graph.operations()).extracting(Operation::type).containsExactly("relu");
    assertThat(graph.operations().getFirst().operands())
        .containsExactly(new Operation.Constant("x", ElementType.FLOAT16, Shape.of(1, -1, 8)));
  }

  @Test
  void readsNestedBlocksThatUseConstantsOutside() throws CoreMlFormatException {
    MilBlock nested =
        MilBlock.newBuilder()
            .addInputs(Specs.named("i", HALVES))
            .addOperations(operation("relu", "s"))
            .addOutputs("y")
            .build();
    MilOperation loop = operation("while_loop", "x").toBuilder().addBlocks(nested).build();
    Graph block = read(STRIDES_CONSTANT, loop).operations().getFirst().blocks().getFirst();
    assertThat(block.inputs()).extracting(Tensor::name).containsExactly("i");
    assertThat(block.outputs()).containsExactly("y");
    assertThat(block.operations().getFirst().operands().getFirst())
        .isInstanceOf(Operation.Constant.class);
  }

  @Test
  void warnsOfAMissingWeightFile() throws CoreMlFormatException {
    MilOperation stored =
        Specs.constant(
            "w",
            MilValue.newBuilder()
                .setType(HALVES)
                .setBlobFileValue(
                    MilBlobFileValue.newBuilder().setFileName("@model_path/weights/weight.bin"))
                .build());
    assertThat(Reading.model(model(stored)).warnings())
        .containsExactly("Weight file @model_path/weights/weight.bin is missing");
  }

  @Test
  void refusesAFunctionWithoutABlockForItsOperationSet() {
    byte[] program = Specs.message(2, Specs.message(1, "main", 2, Specs.message(2, "CoreML6")));
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() ->
            Reading.model(
                Specs.model(ModelType.ML_PROGRAM, ModelDescription.getDefaultInstance(), program)))
        .withMessageContaining("pre-release")
        .withMessageContaining("CoreML6");
  }

  private static MilOperation operation(String type, String input) {
    return MilOperation.newBuilder()
        .setType(type)
        .addInputs(Specs.input("x", input))
        .addOutputs(Specs.named("y", HALVES))
        .build();
  }

  private static Graph read(MilOperation... operations) throws CoreMlFormatException {
    return Reading.function(model(operations));
  }

  private static byte[] model(MilOperation... operations) {
    MilBlock block =
        MilBlock.newBuilder().addAllOperations(List.of(operations)).addOutputs("y").build();
    return Specs.model(
        ModelType.ML_PROGRAM,
        ModelDescription.getDefaultInstance(),
        Specs.program("main", INPUTS, block));
  }
}
