package dev.aneoracle.coreml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  /** Reads a program's text. */
  static ModelBody.Program text(String text, String defaultFunction) throws CoreMlFormatException {
    try {
      return new MilTextReader(new Budget()).read(stream(text), defaultFunction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a compiled network with the shapes of its blobs. */
  static Graph espresso(String network, String shapes) throws CoreMlFormatException {
    Budget budget = new Budget();
    return new EspressoReader(budget, EspressoShapes.read(stream(shapes), budget))
        .read(stream(network), ModelInterface.empty());
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Graph none() {
    throw new AssertionError("The model has another kind of body");
  }
}
