package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The service's program: the jar under test and how Java runs it.
 *
 * @param options for Java
 */
record Program(List<String> options, Path jar) {

  private static final long EXTRACTION_SECONDS = 120;

  Program {
    options = List.copyOf(options);
  }

  /** Returns the jar that Maven packaged, with a small heap. */
  static Program packaged() {
    String jar = System.getProperty("ane-oracle.jar");
    assertThat(jar).as("the system property ane-oracle.jar, set by mvn verify").isNotNull();
    return new Program(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"), Path.of(jar));
  }

  /**
   * Unpacks the packaged jar, as Spring Boot means it for quick starts, and compiles no more than
   * needed: half the work of a start for a test that starts often.
   */
  static Program quickToStart(Path folder) throws IOException, InterruptedException {
    Program packaged = packaged();
    Path target = folder.resolve("program");
    Process extraction =
        new ProcessBuilder(
                java(),
                "-Djarmode=tools",
                "-jar",
                packaged.jar().toString(),
                "extract",
                "--destination",
                target.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("extraction.log").toFile())
            .start();
    try {
      assertThat(extraction.waitFor(EXTRACTION_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(extraction.exitValue()).isZero();
    } finally {
      extraction.destroyForcibly();
    }
    List<String> options = new ArrayList<>(packaged.options());
    options.add("-XX:TieredStopAtLevel=1");
    return new Program(options, target.resolve(String.valueOf(packaged.jar().getFileName())));
  }

  /** Returns the command, with the JDK that runs the test. */
  List<String> command() {
    List<String> command = new ArrayList<>();
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
