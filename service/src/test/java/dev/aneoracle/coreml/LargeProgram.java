package dev.aneoracle.coreml;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.aneoracle.coreml.spec.MilBlobFileValue;
import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilLongs;
import dev.aneoracle.coreml.spec.MilNamedValue;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.MilTensorValue;
import dev.aneoracle.coreml.spec.MilValue;
import dev.aneoracle.coreml.spec.MilValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes packages of ML Programs that go on and on as transformers do, each operation with a name
 * of its own, its weights in a file and its parameters as constants before it.
 */
final class LargeProgram {

  private static final long WIDTH = 512;
  private static final long LENGTH = 128;
  private static final long HEADS = 8;
  private static final int STEPS = 8;
  private static final int OPERATIONS = 3;
  private static final MilValueType TENSOR =
      Specs.tensorType(MilDataType.FLOAT16, 1, LENGTH, WIDTH);
  private static final MilValueType SPLIT =
      Specs.tensorType(MilDataType.FLOAT16, 1, LENGTH, HEADS, WIDTH / HEADS);
  private static final MilValueType TURNED =
      Specs.tensorType(MilDataType.FLOAT16, 1, HEADS, LENGTH, WIDTH / HEADS);

  private LargeProgram() {}

  /**
   * Writes a package.
   *
   * @param operations how many there are, constants not among them
   * @param weights the size of the weight file, which is a hole
   */
  static void write(Path modelPackage, int operations, long weights) throws IOException {
    Path folder = Files.createDirectories(modelPackage.resolve("Data/com.apple.CoreML"));
    Files.writeString(
        modelPackage.resolve("Manifest.json"),
        """
        {"fileFormatVersion": "1.0.0", "rootModelIdentifier": "A",
         "itemInfoEntries": {"A": {"path": "com.apple.CoreML/model.mlmodel", "name": "model.mlmodel"}}}
        """);
    try (OutputStream file = Files.newOutputStream(folder.resolve("model.mlmodel"))) {
      writeSpecification(file, operations);
    }
    Path weightFile = Files.createDirectories(folder.resolve("weights")).resolve("weight.bin");
    try (FileChannel channel =
        FileChannel.open(weightFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), weights - 1);
    }
  }

  private static void writeSpecification(OutputStream file, int operations) throws IOException {
    long size = 0;
    for (int i = 0; i < operations; i++) {
      for (MilOperation statement : statements(i)) {
        size += CodedOutputStream.computeMessageSize(OPERATIONS, statement);
      }
    }
    String last = operations == 0 ? "x" : "y" + (operations - 1);
    byte[] function = Specs.message(1, Specs.named("x", TENSOR), 2, "CoreML7");
    byte[] start = Specs.beforeHole(Specs.message(1, "CoreML7"), 2, Specs.message(2, last), size);
    start = Specs.beforeHole(function, 3, start, size);
    start = Specs.beforeHole(Specs.message(1, "main"), 2, start, size);
    start = Specs.beforeHole(Specs.message(1, 1), 2, start, size);
    byte[] description =
        Specs.message(
            1,
            8,
            2,
            Specs.description(
                List.of(Specs.array("x", 1, LENGTH, WIDTH)), List.of(Specs.array(last))));
    file.write(Specs.beforeHole(description, ModelType.ML_PROGRAM.field(), start, size));
    CodedOutputStream out = CodedOutputStream.newInstance(file, 1 << 16);
    for (int i = 0; i < operations; i++) {
      for (MilOperation statement : statements(i)) {
        out.writeMessage(OPERATIONS, statement);
      }
    }
    out.flush();
  }

  /** Returns an operation and the constants that it alone uses. */
  private static List<MilOperation> statements(int i) {
    String before = i == 0 ? "x" : "y" + (i - 1);
    return switch (i % STEPS) {
      case 0 ->
          with(
              i,
              "layer_norm",
              TENSOR,
              before,
              weight("gamma", WIDTH),
              weight("beta", WIDTH),
              numbers("axes", -1));
      case 1 ->
          with(i, "linear", TENSOR, before, weight("weight", WIDTH, WIDTH), weight("bias", WIDTH));
      case 2 -> with(i, "reshape", SPLIT, before, numbers("shape", 1, LENGTH, HEADS, -1));
      case 3 -> with(i, "transpose", TURNED, before, numbers("perm", 0, 2, 1, 3));
      case 4 -> with(i, "softmax", TURNED, before, numbers("axis", -1));
      case 5 -> with(i, "transpose", SPLIT, before, numbers("perm", 0, 2, 1, 3));
      case 6 -> with(i, "reshape", TENSOR, before, numbers("shape", 1, LENGTH, WIDTH));
      default -> {
        MilOperation add = operation(i, "add", TENSOR, before);
        String residual = i < STEPS ? "x" : "y" + (i - STEPS);
        yield List.of(add.toBuilder().addInputs(Specs.input("y", residual)).build());
      }
    };
  }

  private static List<MilOperation> with(
      int i, String type, MilValueType output, String before, Parameter... parameters) {
    List<MilOperation> statements = new ArrayList<>();
    MilOperation.Builder operation = operation(i, type, output, before).toBuilder();
    for (Parameter parameter : parameters) {
      String name = "y" + i + "_" + parameter.name() + "_0";
      statements.add(Specs.constant(name, parameter.value()));
      operation.addInputs(Specs.input(parameter.name(), name));
    }
    statements.add(operation.build());
    return statements;
  }

  private static MilOperation operation(int i, String type, MilValueType output, String before) {
    return MilOperation.newBuilder()
        .setType(type)
        .addInputs(Specs.input("x", before))
        .addOutputs(Specs.named("y" + i, output))
        .addAttributes(
            MilNamedValue.newBuilder()
                .setKey("name")
                .setValue(Specs.text("layer_" + i + "_" + type)))
        .build();
  }

  private static Parameter weight(String name, long... sizes) {
    MilValue value =
        MilValue.newBuilder()
            .setType(Specs.tensorType(MilDataType.FLOAT16, sizes))
            .setBlobFileValue(
                MilBlobFileValue.newBuilder().setFileName("@model_path/weights/weight.bin"))
            .build();
    return new Parameter(name, value);
  }

  private static Parameter numbers(String name, long... numbers) {
    MilLongs.Builder values = MilLongs.newBuilder();
    for (long number : numbers) {
      values.addValues(number);
    }
    ByteString payload = values.build().toByteString();
    return new Parameter(
        name,
        Specs.value(
            Specs.tensorType(MilDataType.INT32, numbers.length),
            MilTensorValue.newBuilder().setInts(payload).build()));
  }

  private record Parameter(String name, MilValue value) {}
}
