package dev.aneoracle.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a process holds at a moment, as Linux tells it.
 *
 * @param residentMib mebibytes of memory
 * @param descriptors open files, sockets and pipes
 * @param threads threads, the JVM's own among them
 */
record Consumption(long residentMib, int descriptors, int threads) {

  /** Skips the test where the system does not tell. */
  static void assumeKnown() {
    Assumptions.assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")), "Skipped: there is no /proc here");
  }

  static Consumption of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return new Consumption(
          field(process, "VmRSS:") >> 10,
          Math.toIntExact(descriptors.count()),
          Math.toIntExact(field(process, "Threads:")));
    }
  }

  private static long field(Path process, String name) throws IOException {
    return Files.readAllLines(process.resolve("status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
