package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.NativeAgent.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The machine's Docker engine, and what lies in the repository for it. Where there is none, the
 * tests that need it are skipped; with {@code -Dane-oracle.containers=required} they fail.
 */
final class Containers {

  /** The service's machine, as containers are told of it. */
  static final String HOST = "host.docker.internal";

  /** The client's Compose file. */
  static final Path FILE = Path.of("../docker-compose-client.yml").toAbsolutePath().normalize();

  private static final boolean REQUIRED =
      "required".equals(System.getProperty("ane-oracle.containers", ""));
  private static final String BASE_IMAGE =
      System.getProperty("ane-oracle.base-image", "ane-oracle-base");
  private static final String PROJECT = "ane-oracle-it";

  private Containers() {}

  /** Skips the test where no container can run, saying what is missing. */
  static void assume() throws IOException, InterruptedException {
    String missing = missing();
    String text = "No containers can run here: " + missing;
    if (REQUIRED) {
      assertThat(missing).as(text).isEmpty();
    }
    Assumptions.assumeTrue(missing.isEmpty(), () -> "Skipped: " + text);
  }

  private static String missing() throws IOException, InterruptedException {
    if (!NativeAgent.onPath("docker")) {
      return "there is no docker. On Debian install docker.io and docker-compose";
    }
    if (NativeAgent.run(List.of("docker", "info")).exitValue() != 0) {
      return "no Docker engine runs. scripts/docker-engine.sh start starts one";
    }
    if (NativeAgent.run(List.of("docker", "image", "inspect", BASE_IMAGE)).exitValue() != 0) {
      return "there is no image %s. scripts/base-image.sh makes it".formatted(BASE_IMAGE);
    }
    return "";
  }

  /** Returns the address of this machine on the bridge that containers are joined to. */
  static String bridge() throws IOException, InterruptedException {
    Result result =
        NativeAgent.run(
            List.of(
                "docker",
                "network",
                "inspect",
                "--format",
                "{{(index .IPAM.Config 0).Gateway}}",
                "bridge"));
    assertThat(result.exitValue()).as(result.output()).isZero();
    return result.output().strip();
  }

  /** Returns a Linux box that does nothing until it is told to. */
  static GenericContainer<?> box() {
    return new GenericContainer<>(DockerImageName.parse(BASE_IMAGE))
        .withExtraHost(HOST, "host-gateway")
        .withCommand("sleep", "infinity");
  }

  /** Runs Compose on the client's file, with variables beside those that are set here. */
  static Result compose(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    Stream<String> command =
        Stream.of(program().split(" "), new String[] {"-f", FILE.toString()}, arguments)
            .flatMap(Stream::of);
    return NativeAgent.run(prepared(new ProcessBuilder(command.toList()), variables));
  }

  /** Runs the commands of a recipe in a folder, with whichever Compose is here. */
  static Result recipe(String commands, Path folder, Map<String, String> variables)
      throws IOException, InterruptedException {
    String here = commands.replace("docker compose", program());
    return NativeAgent.run(
        prepared(new ProcessBuilder("bash", "-euc", here).directory(folder.toFile()), variables));
  }

  private static String program() {
    return NativeAgent.onPath("docker-compose") ? "docker-compose" : "docker compose";
  }

  private static ProcessBuilder prepared(ProcessBuilder command, Map<String, String> variables) {
    Map<String, String> environment = command.environment();
    environment.keySet().removeIf(name -> name.startsWith("ANE_ORACLE_"));
    environment.put("COMPOSE_PROJECT_NAME", PROJECT);
    environment.put("BASE_IMAGE", BASE_IMAGE);
    environment.putAll(variables);
    return command;
  }
}
