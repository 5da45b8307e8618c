package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The service's program: the jar under test and how Java runs it.
 *
 * @param prefix a program that starts Java, and what it is told
 * @param options for Java
 */
record Program(List<String> prefix, List<String> options, Path jar) {

  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
  private static final long PREPARATION_SECONDS = 300;

  Program {
    prefix = List.copyOf(prefix);
    options = List.copyOf(options);
  }

  Program(List<String> options, Path jar) {
    this(List.of(), options, jar);
  }

  /** Returns the same, started by another program. */
  Program startedBy(List<String> starter) {
    return new Program(starter, options, jar);
  }

  /** Returns the jar that Maven packaged, with a small heap. */
  static Program packaged() {
    String jar = System.getProperty("ane-oracle.jar");
    assertThat(jar).as("the system property ane-oracle.jar, set by mvn verify").isNotNull();
    return new Program(SMALL, Path.of(jar));
  }

  /**
   * Returns the packaged jar unpacked, as Spring Boot means it for quick starts, with its classes
   * linked ahead and compiled no more than needed: a quarter of the work of a start, for tests that
   * start often. It is made once for all tests and lies beside the jar.
   */
  static synchronized Program quickToStart() throws IOException, InterruptedException {
    Program packaged = packaged();
    Path folder = packaged.jar().resolveSibling("quick-to-start");
    try (FileChannel channel =
            FileChannel.open(
                packaged.jar().resolveSibling("quick-to-start.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      Path madeFrom = folder.resolve("made-from.sha256");
      String digest = Stored.sha256(Files.readAllBytes(packaged.jar()));
      if (!Files.exists(madeFrom) || !Files.readString(madeFrom).equals(digest)) {
        FileSystemUtils.deleteRecursively(folder);
        packaged.unpack(Files.createDirectories(folder));
        Files.writeString(madeFrom, digest);
      }
    }
    List<String> options =
        Stream.concat(quick(), Stream.of("-XX:AOTCache=" + folder.resolve("classes.aot"))).toList();
    return new Program(options, folder.resolve(packaged.jar().getFileName()));
  }

  /** Without releases within jars, as an installed service runs. */
  private static Stream<String> quick() {
    return Stream.concat(
        SMALL.stream(),
        Stream.of("-XX:TieredStopAtLevel=1", "-Djdk.util.jar.enableMultiRelease=false"));
  }

  private void unpack(Path folder) throws IOException, InterruptedException {
    run(
        folder,
        Stream.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--force"),
        Stream.of("--destination", folder.toString()));
    run(
        folder,
        Stream.concat(quick(), Stream.of("-XX:AOTCacheOutput=" + folder.resolve("classes.aot"))),
        Stream.of(
            "-Dspring.context.exit=onRefresh",
            "-jar",
            folder.resolve(jar.getFileName()).toString(),
            "--server.port=0",
            "--ane-oracle.data-directory=" + folder.resolve("data")));
    assertThat(folder.resolve("classes.aot")).isNotEmptyFile();
  }

  private static void run(Path folder, Stream<String> options, Stream<String> program)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.of(Stream.of(java()), options, program).flatMap(part -> part).toList();
    Path log = folder.resolve("preparation.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      assertThat(process.waitFor(PREPARATION_SECONDS, TimeUnit.SECONDS))
          .as("ends, see %s", log)
          .isTrue();
      assertThat(process.exitValue()).as("see %s", log).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Returns the command, with the JDK that runs the test. */
  List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(java());
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
