package dev.aneoracle.coreml;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnknownFieldSet;
import dev.aneoracle.coreml.spec.ArrayFeatureType;
import dev.aneoracle.coreml.spec.FeatureDescription;
import dev.aneoracle.coreml.spec.FeatureType;
import dev.aneoracle.coreml.spec.ImageFeatureType;
import dev.aneoracle.coreml.spec.MilArgument;
import dev.aneoracle.coreml.spec.MilBlock;
import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilDimension;
import dev.aneoracle.coreml.spec.MilImmediateValue;
import dev.aneoracle.coreml.spec.MilInput;
import dev.aneoracle.coreml.spec.MilNamedValue;
import dev.aneoracle.coreml.spec.MilNamedValueType;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.MilTensorType;
import dev.aneoracle.coreml.spec.MilTensorValue;
import dev.aneoracle.coreml.spec.MilValue;
import dev.aneoracle.coreml.spec.MilValueType;
import dev.aneoracle.coreml.spec.ModelDescription;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Small specifications in protobuf's wire format, laid out field by field. */
final class Specs {

  private Specs() {}

  /** A message of any fields: numbers, texts, bytes and messages. */
  static byte[] message(Object... numbersAndValues) {
    UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
    for (int i = 0; i < numbersAndValues.length; i += 2) {
      UnknownFieldSet.Field field =
          switch (numbersAndValues[i + 1]) {
            case Number number ->
                UnknownFieldSet.Field.newBuilder().addVarint(number.longValue()).build();
            case String text -> bytes(ByteString.copyFromUtf8(text));
            case byte[] content -> bytes(ByteString.copyFrom(content));
            case MessageLite content -> bytes(content.toByteString());
            default -> throw new IllegalArgumentException("No field value");
          };
      message.mergeField((Integer) numbersAndValues[i], field);
    }
    return message.build().toByteArray();
  }

  private static UnknownFieldSet.Field bytes(ByteString content) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build();
  }

  static byte[] model(ModelType type, ModelDescription description, byte[] content) {
    return message(1, 4, 2, description, type.field(), content);
  }

  static ModelDescription description(List<FeatureDescription> in, List<FeatureDescription> out) {
    return ModelDescription.newBuilder().addAllInput(in).addAllOutput(out).build();
  }

  static FeatureDescription array(String name, long... shape) {
    ArrayFeatureType.Builder array =
        ArrayFeatureType.newBuilder().setDataType(ArrayFeatureType.ArrayDataType.FLOAT32);
    Arrays.stream(shape).forEach(array::addShape);
    return FeatureDescription.newBuilder()
        .setName(name)
        .setType(FeatureType.newBuilder().setMultiArrayType(array))
        .build();
  }

  static FeatureDescription image(String name, long width, long height) {
    return FeatureDescription.newBuilder()
        .setName(name)
        .setType(
            FeatureType.newBuilder()
                .setImageType(
                    ImageFeatureType.newBuilder()
                        .setWidth(width)
                        .setHeight(height)
                        .setColorSpace(ImageFeatureType.ColorSpace.RGB)))
        .build();
  }

  static NeuralNetworkLayer layer(
      String output, Consumer<NeuralNetworkLayer.Builder> parameters, String... inputs) {
    NeuralNetworkLayer.Builder layer =
        NeuralNetworkLayer.newBuilder()
            .setName(output + "_layer")
            .addAllInput(List.of(inputs))
            .addOutput(output);
    parameters.accept(layer);
    return layer.build();
  }

  static byte[] network(NeuralNetworkLayer... layers) {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    for (NeuralNetworkLayer layer : layers) {
      field.addLengthDelimited(layer.toByteString());
    }
    return UnknownFieldSet.newBuilder().addField(1, field.build()).build().toByteArray();
  }

  static MilValueType tensorType(MilDataType element, long... sizes) {
    MilTensorType.Builder type =
        MilTensorType.newBuilder().setDataType(element).setRank(sizes.length);
    for (long size : sizes) {
      type.addDimensions(
          size < 0
              ? MilDimension.newBuilder()
                  .setUnknown(MilDimension.Unknown.getDefaultInstance())
                  .build()
              : MilDimension.newBuilder()
                  .setConstant(MilDimension.Constant.newBuilder().setSize(size))
                  .build());
    }
    return MilValueType.newBuilder().setTensorType(type).build();
  }

  static MilNamedValueType named(String name, MilValueType type) {
    return MilNamedValueType.newBuilder().setName(name).setType(type).build();
  }

  static MilValue value(MilValueType type, MilTensorValue tensor) {
    return MilValue.newBuilder()
        .setType(type)
        .setImmediateValue(MilImmediateValue.newBuilder().setTensor(tensor))
        .build();
  }

  static MilValue text(String text) {
    return value(
        tensorType(MilDataType.STRING),
        MilTensorValue.newBuilder().setStrings(ByteString.copyFrom(message(1, text))).build());
  }

  static MilOperation constant(String name, MilValue value) {
    return MilOperation.newBuilder()
        .setType("const")
        .addOutputs(named(name, value.getType()))
        .addAttributes(MilNamedValue.newBuilder().setKey("val").setValue(value))
        .build();
  }

  static MilInput input(String parameter, String name) {
    return MilInput.newBuilder()
        .setKey(parameter)
        .setValue(
            MilArgument.newBuilder().addArguments(MilArgument.Binding.newBuilder().setName(name)))
        .build();
  }

  /** A program of one function for operation set {@code CoreML5}. */
  static byte[] program(String function, List<MilNamedValueType> inputs, MilBlock block) {
    UnknownFieldSet.Field.Builder inputField = UnknownFieldSet.Field.newBuilder();
    inputs.forEach(input -> inputField.addLengthDelimited(input.toByteString()));
    byte[] body =
        UnknownFieldSet.newBuilder()
            .addField(1, inputField.build())
            .addField(2, bytes(ByteString.copyFromUtf8("CoreML5")))
            .addField(3, bytes(ByteString.copyFrom(message(1, "CoreML5", 2, block))))
            .build()
            .toByteArray();
    return message(1, 1, 2, message(1, function, 2, body));
  }

  /** Returns fields, then the start of a message that goes on with the given bytes and a hole. */
  static byte[] beforeHole(byte[] fields, int field, byte[] start, long hole) {
    GrowingBytes bytes = new GrowingBytes();
    bytes.write(ByteBuffer.wrap(fields), 0, fields.length);
    bytes.open(field);
    bytes.writeVarint(start.length + hole);
    bytes.write(ByteBuffer.wrap(start), 0, start.length);
    return bytes.toArray();
  }
}
