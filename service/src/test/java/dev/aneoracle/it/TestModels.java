package dev.aneoracle.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import dev.aneoracle.coreml.spec.ActivationParams;
import dev.aneoracle.coreml.spec.ArrayFeatureType;
import dev.aneoracle.coreml.spec.FeatureDescription;
import dev.aneoracle.coreml.spec.FeatureType;
import dev.aneoracle.coreml.spec.MilArgument;
import dev.aneoracle.coreml.spec.MilBlobFileValue;
import dev.aneoracle.coreml.spec.MilBlock;
import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilDimension;
import dev.aneoracle.coreml.spec.MilInput;
import dev.aneoracle.coreml.spec.MilNamedValue;
import dev.aneoracle.coreml.spec.MilNamedValueType;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.MilTensorType;
import dev.aneoracle.coreml.spec.MilValue;
import dev.aneoracle.coreml.spec.MilValueType;
import dev.aneoracle.coreml.spec.ModelDescription;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import dev.aneoracle.coreml.spec.NoParams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes small valid Core ML models. */
final class TestModels {

  private static final int VERSION = 1;
  private static final int DESCRIPTION = 2;
  private static final int NEURAL_NETWORK = 500;
  private static final int ML_PROGRAM = 502;
  private static final int METADATA = 100;
  private static final int SHORT_DESCRIPTION = 1;
  private static final String OPSET = "CoreML7";
  private static final int[] SHAPE = {1, 8, 16, 16};

  private TestModels() {}

  /**
   * Returns a neural network of one activation.
   *
   * @param name the layer's name; another one makes another digest
   * @param filling how many bytes of description it carries
   */
  static byte[] network(String name, int filling) {
    NeuralNetwork network =
        NeuralNetwork.newBuilder()
            .addLayers(
                NeuralNetworkLayer.newBuilder()
                    .setName(name)
                    .addInput("x")
                    .addOutput("y")
                    .setActivation(
                        ActivationParams.newBuilder().setReLU(NoParams.getDefaultInstance())))
            .build();
    UnknownFieldSet metadata =
        UnknownFieldSet.newBuilder()
            .addField(
                SHORT_DESCRIPTION,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("a".repeat(filling)))
                    .build())
            .build();
    ModelDescription description =
        description().toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        METADATA,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(metadata.toByteString())
                            .build())
                    .build())
            .build();
    return model(4, description, NEURAL_NETWORK, network.toByteArray());
  }

  /**
   * Returns an ML Program that multiplies its input by a weight of the same shape in {@code
   * weights/weight.bin}.
   */
  static byte[] program(String name) {
    MilOperation weight =
        MilOperation.newBuilder()
            .setType("const")
            .addOutputs(value("w"))
            .addAttributes(
                MilNamedValue.newBuilder()
                    .setKey("val")
                    .setValue(
                        MilValue.newBuilder()
                            .setType(tensor())
                            .setBlobFileValue(
                                MilBlobFileValue.newBuilder()
                                    .setFileName("@model_path/weights/weight.bin"))))
            .build();
    MilOperation product =
        MilOperation.newBuilder()
            .setType("mul")
            .addInputs(input("x", "x"))
            .addInputs(input("y", "w"))
            .addOutputs(value(name))
            .build();
    MilOperation activation =
        MilOperation.newBuilder()
            .setType("relu")
            .addInputs(input("x", name))
            .addOutputs(value("y"))
            .build();
    MilBlock block =
        MilBlock.newBuilder()
            .addOutputs("y")
            .addOperations(weight)
            .addOperations(product)
            .addOperations(activation)
            .build();
    byte[] function =
        message(out -> {
          out.writeByteArray(1, value("x").toByteArray());
          out.writeString(2, OPSET);
          out.writeByteArray(3, entry(OPSET, block.toByteArray()));
        });
    byte[] program =
        message(out -> {
          out.writeInt64(1, 1);
          out.writeByteArray(2, entry("main", function));
        });
    return model(8, description(), ML_PROGRAM, program);
  }

  /** Returns the manifest of a package whose model lies where coremltools puts it. */
  static String manifest() {
    return """
    {
      "fileFormatVersion": "1.0.0",
      "itemInfoEntries": {
        "A": {"author": "com.apple.CoreML", "description": "CoreML Model Specification",
              "name": "model.mlmodel", "path": "com.apple.CoreML/model.mlmodel"},
        "B": {"author": "com.apple.CoreML", "description": "CoreML Model Weights",
              "name": "weights", "path": "com.apple.CoreML/weights"}
      },
      "rootModelIdentifier": "A"
    }
    """;
  }

  private static byte[] model(int version, ModelDescription description, int kind, byte[] content) {
    return message(out -> {
      out.writeInt32(VERSION, version);
      out.writeByteArray(DESCRIPTION, description.toByteArray());
      out.writeByteArray(kind, content);
    });
  }

  private static ModelDescription description() {
    return ModelDescription.newBuilder().addInput(feature("x")).addOutput(feature("y")).build();
  }

  private static FeatureDescription feature(String name) {
    ArrayFeatureType.Builder array =
        ArrayFeatureType.newBuilder().setDataType(ArrayFeatureType.ArrayDataType.FLOAT32);
    for (int extent : SHAPE) {
      array.addShape(extent);
    }
    return FeatureDescription.newBuilder()
        .setName(name)
        .setType(FeatureType.newBuilder().setMultiArrayType(array))
        .build();
  }

  private static MilNamedValueType value(String name) {
    return MilNamedValueType.newBuilder().setName(name).setType(tensor()).build();
  }

  private static MilValueType tensor() {
    MilTensorType.Builder tensor =
        MilTensorType.newBuilder().setDataType(MilDataType.FLOAT32).setRank(SHAPE.length);
    for (int extent : SHAPE) {
      tensor.addDimensions(
          MilDimension.newBuilder()
              .setConstant(MilDimension.Constant.newBuilder().setSize(extent)));
    }
    return MilValueType.newBuilder().setTensorType(tensor).build();
  }

  private static MilInput input(String parameter, String value) {
    return MilInput.newBuilder()
        .setKey(parameter)
        .setValue(
            MilArgument.newBuilder().addArguments(MilArgument.Binding.newBuilder().setName(value)))
        .build();
  }

  private static byte[] entry(String key, byte[] value) {
    return message(out -> {
      out.writeString(1, key);
      out.writeByteArray(2, value);
    });
  }

  private static byte[] message(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      writer.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Writer {
    void write(CodedOutputStream out) throws IOException;
  }
}
