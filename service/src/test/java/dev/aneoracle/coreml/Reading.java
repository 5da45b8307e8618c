package dev.aneoracle.coreml;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads specifications from memory, as the reader reads mapped files. */
final class Reading {

  private Reading() {}

  static Model model(byte[] bytes) throws CoreMlFormatException {
    return new SpecificationReader(new Budget(), new WeightFiles(Path.of("/nowhere")))
        .read(Wire.of(ByteBuffer.wrap(bytes)));
  }

  static Graph network(byte[] bytes) throws CoreMlFormatException {
    return model(bytes).body() instanceof ModelBody.Network(Graph graph) ? graph : none();
  }

  static Graph function(byte[] bytes) throws CoreMlFormatException {
    return model(bytes).body() instanceof ModelBody.Program program
        ? program.functions().getFirst()
        : none();
  }

  private static Graph none() {
    throw new AssertionError("The model has another kind of body");
  }
}
