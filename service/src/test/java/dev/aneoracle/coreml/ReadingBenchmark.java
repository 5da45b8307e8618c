package dev.aneoracle.coreml;

import dev.aneoracle.placement.Prediction;
import dev.aneoracle.placement.Predictor;
import dev.aneoracle.placement.RuleBasedPredictor;
import dev.aneoracle.placement.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints for each model what reading it and predicting for one target cost: path, operations,
 * milliseconds of reading, milliseconds of predicting (medians of processor time, so that a busy
 * machine does not tell; that of other threads, which collect garbage and compile, is not in it),
 * and the most heap in use above that at the start, in MiB, garbage among it. Run by {@code
 * scripts/bench.py}, which sets the figures beside those of coremltools in the same run.
 *
 * <p>The first argument is how many seconds of processor time each model gets to warm up, the
 * others are models.
 */
final class ReadingBenchmark {

  private static final int ROUNDS = 15;
  private static final String TARGET = "M4@27";
  private static final double NANOSECONDS_PER_SECOND = 1e9;
  private static final double MILLISECONDS_PER_NANOSECOND = 1e-6;
  private static final double MIB = 1 << 20;

  private final ModelReader reader = new ModelReader();
  private final Predictor predictor = RuleBasedPredictor.load();
  private final Target target = predictor.targets(TARGET).getFirst();

  private ReadingBenchmark() {}

  /** Measures models. */
  public static void main(String[] arguments) throws Exception {
    ReadingBenchmark benchmark = new ReadingBenchmark();
    double warmUp = Double.parseDouble(arguments[0]) * NANOSECONDS_PER_SECOND;
    List<Path> models =
        Arrays.stream(arguments).skip(1).map(Path::of).filter(benchmark::isRead).toList();
    long idle = benchmark.idleHeap();
    long start = processorTime();
    while (processorTime() - start < warmUp * models.size()) {
      for (Path model : models) {
        benchmark.once(model);
      }
    }
    for (Path model : models) {
      List<Round> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(benchmark.once(model));
      }
      System.out.printf(
          "%s\t%d\t%.4f\t%.4f\t%.1f%n",
          model,
          rounds.getFirst().operations(),
          median(rounds.stream().mapToDouble(Round::reading).toArray()),
          median(rounds.stream().mapToDouble(Round::predicting).toArray()),
          (peakHeap() - idle) / MIB);
    }
  }

  private boolean isRead(Path model) {
    try {
      reader.read(model);
      return true;
    } catch (CoreMlFormatException | IOException refused) {
      // not a model: nothing to compare
      return false;
    }
  }

  private Round once(Path path) throws CoreMlFormatException, IOException {
    long start = processorTime();
    Model model = reader.read(path);
    long read = processorTime();
    Prediction prediction =
        predictor.predict(model, target, Predictor.ComputeUnits.CPU_AND_NE, null);
    long end = processorTime();
    return new Round(
        prediction.operations().size(),
        (read - start) * MILLISECONDS_PER_NANOSECOND,
        (end - read) * MILLISECONDS_PER_NANOSECOND);
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private long idleHeap() {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long peakHeap() {
    return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private record Round(int operations, double reading, double predicting) {}
}
