package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service as a child process on a data directory, with the JDK that runs the test. Its
 * log is kept beside the data directory. {@link #close()} kills it and may be called again.
 */
final class ServiceProcess implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern REMOVED =
      Pattern.compile("models without an evaluation removed models=\"(\\d+)\"");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Process process;
  private final Path dataDirectory;
  private final Path log;
  private final long startedAt = System.nanoTime();

  private ServiceProcess(Process process, Path dataDirectory, Path log) {
    this.process = process;
    this.dataDirectory = dataDirectory;
    this.log = log;
  }

  /** Starts the packaged service and returns once it is ready. */
  static ServiceProcess start(Path folder, String... settings) throws IOException {
    return start(Program.packaged(), folder, settings);
  }

  /** Starts the service and returns once it is ready. */
  static ServiceProcess start(Program program, Path folder, String... settings) throws IOException {
    ServiceProcess service = launch(program, folder, settings);
    try {
      service.awaitReady();
      return service;
    } catch (RuntimeException | Error e) {
      service.close();
      throw e;
    }
  }

  /**
   * Starts the service and returns at once.
   *
   * @param folder takes the data directory and the logs
   * @param settings names and values of properties, {@code name=value}
   */
  static ServiceProcess launch(Program program, Path folder, String... settings)
      throws IOException {
    Path dataDirectory = folder.resolve("data");
    Path log = Files.createTempFile(folder, "service-", ".log");
    List<String> command = program.command();
    command.add("--server.port=0");
    command.add("--ane-oracle.data-directory=" + dataDirectory);
    for (String setting : settings) {
      command.add("--" + setting);
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(folder.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ServiceProcess(process, dataDirectory, log);
  }

  void awaitReady() {
    await("the service is ready")
        .atMost(START_LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .failFast("the service ended: " + log, () -> !process.isAlive())
        .until(() -> port().isPresent() && client().ready());
  }

  void awaitListening() {
    await("the service listens")
        .atMost(START_LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .failFast("the service ended: " + log, () -> !process.isAlive())
        .until(() -> port().isPresent());
  }

  Client client() {
    int port = port().orElseThrow(() -> new IllegalStateException("Not listening yet: " + log));
    return new Client(URI.create("http://127.0.0.1:" + port));
  }

  /** The port is free for anyone once the service is dead, so it is read from this run's log. */
  private Optional<Integer> port() {
    Matcher matcher = STARTED.matcher(log());
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  /** Returns all that the service has printed. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many stored models without an evaluation were found and removed. */
  int removedModels() {
    Matcher matcher = REMOVED.matcher(log());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns how long ago the process was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /** Ends it as {@code kill -9} does, without any chance to tidy up. */
  void kill() {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("the service died of SIGKILL")
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the service was killed", e);
    }
  }

  /** Asks it to end, as launchd and systemd do. */
  void terminate() {
    process.destroy();
  }

  /** Returns once it has ended by itself. */
  void awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS))
        .as("ends, see %s", log)
        .isTrue();
  }

  @Override
  public void close() {
    kill();
  }
}
