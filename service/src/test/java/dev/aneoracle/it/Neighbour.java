package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two machines next door to each other: network namespaces of Linux, joined by a cable. The service
 * runs on the one, a stranger asks from the other.
 */
final class Neighbour implements AutoCloseable {

  /** The service's end of the cable, of a network that is for documentation. */
  static final String ADDRESS_OF_THE_SERVICE = "192.0.2.1";

  private static final String ADDRESS_NEXT_DOOR = "192.0.2.2";
  private static final Path IP = Path.of("/usr/sbin/ip");
  private static final String CABLE = "cable";
  private static final long LIMIT_SECONDS = 60;

  private final String home;
  private final String nextDoor;

  private Neighbour(String home, String nextDoor) {
    this.home = home;
    this.nextDoor = nextDoor;
  }

  /** Moves in, or skips the test where this process may not. */
  static Neighbour moveIn() throws IOException {
    assumeTrue(Files.isExecutable(IP), "Without ip (Debian's iproute2) no other address can ask");
    long pid = ProcessHandle.current().pid();
    Neighbour neighbour = new Neighbour("oracle" + pid, "stranger" + pid);
    assumeTrue(
        neighbour.ip("netns", "add", neighbour.home).code() == 0,
        "Only root may make a network namespace, so no other address can ask");
    try {
      neighbour.connect();
      return neighbour;
    } catch (IOException | RuntimeException | Error e) {
      neighbour.close();
      throw e;
    }
  }

  private void connect() throws IOException {
    must("netns", "add", nextDoor);
    must("-n", home, "link", "set", "lo", "up");
    must(
        "-n", home, "link", "add", CABLE, "type", "veth", "peer", "name", CABLE, "netns", nextDoor);
    must("-n", home, "address", "add", ADDRESS_OF_THE_SERVICE + "/30", "dev", CABLE);
    must("-n", home, "link", "set", CABLE, "up");
    must("-n", nextDoor, "address", "add", ADDRESS_NEXT_DOOR + "/30", "dev", CABLE);
    must("-n", nextDoor, "link", "set", CABLE, "up");
  }

  /** Returns the service's program, to be run on its machine. */
  Program program() {
    return Program.packaged().startedBy(List.of(IP.toString(), "netns", "exec", home));
  }

  /** Returns what the service's own machine gets. */
  String askAtHome(String address) throws IOException {
    return ask(home, address);
  }

  /** Returns the status that a stranger gets, or that the port is closed. */
  String ask(String address) throws IOException {
    return ask(nextDoor, address);
  }

  private String ask(String namespace, String address) throws IOException {
    Output output =
        ip(
            "netns",
            "exec",
            namespace,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "target/test-classes",
            Stranger.class.getName(),
            address);
    assertThat(output.code()).as(output.text()).isZero();
    return output.text().strip();
  }

  private void must(String... arguments) throws IOException {
    Output output = ip(arguments);
    if (output.code() != 0) {
      throw new IOException(String.join(" ", arguments) + ": " + output.text());
    }
  }

  private Output ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(IP.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Output(process.exitValue(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    ip("netns", "delete", nextDoor);
    ip("netns", "delete", home);
  }

  private record Output(int code, String text) {}
}
