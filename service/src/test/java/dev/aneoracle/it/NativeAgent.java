package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real helper, built from {@code native-agent} against the stand-ins. Where its tool chain is
 * missing the tests that need it are skipped; with {@code -Dane-oracle.native=required} they fail.
 */
final class NativeAgent {

  /** Where the sources lie. */
  static final Path SOURCES =
      Path.of(System.getProperty("ane-oracle.native-agent", "../native-agent"))
          .toAbsolutePath()
          .normalize();

  private static final boolean REQUIRED =
      "required".equals(System.getProperty("ane-oracle.native", ""));
  private static final List<String> TOOLS = List.of("make", "clang", "gcc", "gnustep-config");
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final long BUILD_MINUTES = 10;

  private NativeAgent() {}

  /** Skips the test where the helper cannot be built, saying what to install. */
  static void assume() {
    List<String> missing = TOOLS.stream().filter(tool -> !onPath(tool)).toList();
    String text =
        "The helper cannot be built here: no %s. On Debian install clang, libgnustep-base-dev, gobjc"
                .formatted(String.join(", ", missing))
            + " and libblocksruntime-dev";
    if (REQUIRED) {
      assertThat(missing).as(text).isEmpty();
    }
    Assumptions.assumeTrue(missing.isEmpty(), () -> "Skipped: " + text);
  }

  /** Builds the helper, once more at little cost, and returns the folder of what was built. */
  static Path build() throws IOException, InterruptedException {
    assume();
    Result result = make("all", "build");
    assertThat(result.exitValue()).as(result.output()).isZero();
    return SOURCES.resolve("build");
  }

  /** Runs make in the sources, as the only one at that moment that builds into the folder. */
  static Result make(String target, String folder) throws IOException, InterruptedException {
    Path lock = Files.createDirectories(SOURCES.resolve(folder)).resolve("lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      return run(List.of("make", "-s", "-j" + PROCESSORS, "-C", SOURCES.toString(), target));
    }
  }

  /** Runs a command to its end, with what it prints on both streams. */
  static Result run(List<String> command) throws IOException, InterruptedException {
    return run(new ProcessBuilder(command));
  }

  /** Runs a command to its end, with what it prints on both streams. */
  static Result run(ProcessBuilder command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("ane-oracle-run-", ".log");
    try {
      Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      try {
        assertThat(process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES))
            .as("%s ends", command.command())
            .isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Result(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /**
   * Makes a machine of its own: a copy of the helper beside the script that its stand-ins play.
   *
   * @param script the machine's {@code standin.json}
   * @return the helper's binary
   */
  static Path machine(Path folder, String script) throws IOException, InterruptedException {
    Path built = build();
    Path machine = Files.createDirectories(folder.resolve("helper"));
    try (Stream<Path> files = Files.list(built)) {
      for (Path file : files.filter(NativeAgent::belongsToTheHelper).toList()) {
        copy(file, machine.resolve(file.getFileName()));
      }
    }
    Files.writeString(machine.resolve("standin.json"), script);
    return machine.resolve("ane-agent");
  }

  private static boolean belongsToTheHelper(Path file) {
    String name = file.getFileName().toString();
    return name.equals("ane-agent") || name.endsWith(".so") || name.equals("canary");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static boolean onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /** How many processes of a helper's binary run now. */
  static long processes(Path binary) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(one -> runs(one, binary)).count();
    }
  }

  /** Kills every process of a helper's binary. */
  static void kill(Path binary) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(one -> runs(one, binary)).forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean runs(ProcessHandle process, Path binary) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "exe"))
          .equals(binary.toRealPath());
    } catch (IOException gone) {
      return false;
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  /** How a command ended. */
  record Result(int exitValue, String output) {}
}
