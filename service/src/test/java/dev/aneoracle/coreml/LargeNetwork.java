package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes a neural network of one dense layer whose weights are a hole in the file. */
final class LargeNetwork {

  private static final int INPUTS = 64;
  private static final int OUTPUTS = 10;

  private LargeNetwork() {}

  /** Writes a specification with so many bytes of weights in it. */
  static void write(Path file, long weights) throws IOException {
    byte[] description =
        Specs.message(
            2,
            Specs.description(
                List.of(Specs.array("x", INPUTS)), List.of(Specs.array("y", OUTPUTS))));
    byte[] start = Specs.beforeHole(new byte[0], 30, new byte[0], weights);
    start = Specs.beforeHole(Specs.message(1, INPUTS, 2, OUTPUTS), 20, start, weights);
    start = Specs.beforeHole(Specs.message(1, "dense", 2, "x", 3, "y"), 140, start, weights);
    start = Specs.beforeHole(new byte[0], 1, start, weights);
    start = Specs.beforeHole(description, ModelType.NEURAL_NETWORK.field(), start, weights);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(start), 0);
      channel.write(ByteBuffer.wrap(new byte[1]), start.length + weights - 1);
    }
  }
}
