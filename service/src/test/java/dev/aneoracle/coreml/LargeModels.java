package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the models that {@code scripts/bench.py} measures growth and memory by, into a folder:
 * programs of a thousand to a hundred thousand operations, and two models with 1 GiB of weights.
 */
final class LargeModels {

  private static final long GIBIBYTE = 1L << 30;

  private LargeModels() {}

  /** Writes them into the folder named. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (int operations : List.of(1_000, 10_000, 100_000)) {
      LargeProgram.write(folder.resolve("operations-" + operations + ".mlpackage"), operations, 1);
    }
    LargeProgram.write(folder.resolve("weights.mlpackage"), 1_000, GIBIBYTE);
    LargeNetwork.write(folder.resolve("weights.mlmodel"), GIBIBYTE);
  }
}
