package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints how long it takes to read each model of a folder, in milliseconds, as {@code
 * path<tab>median}. Run by {@code scripts/bench.py}, which sets the figures beside those of
 * coremltools in the same run.
 */
final class ReadingBenchmark {

  private static final int WARM_UP = 30;
  private static final int ROUNDS = 11;
  private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

  private ReadingBenchmark() {}

  /** Measures the files named {@code *.mlmodel} and the folders named {@code *.mlpackage}. */
  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      for (Path model : models(Path.of(folder))) {
        try {
          System.out.printf("%s\t%.4f%n", model, median(model));
        } catch (CoreMlFormatException refused) {
          // Not a model: nothing to compare.
        }
      }
    }
  }

  private static List<Path> models(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> isModel(path.toString())).sorted().toList();
    }
  }

  private static boolean isModel(String path) {
    return path.endsWith(".mlpackage")
        || (path.endsWith(".mlmodel") && !path.contains(".mlpackage"));
  }

  private static double median(Path model) throws CoreMlFormatException, IOException {
    ModelReader reader = new ModelReader();
    for (int i = 0; i < WARM_UP; i++) {
      reader.read(model);
    }
    double[] times = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      reader.read(model);
      times[i] = (System.nanoTime() - start) / NANOSECONDS_PER_MILLISECOND;
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }
}
