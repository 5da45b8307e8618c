package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.it.Client.Answers;
import dev.aneoracle.it.Client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The clock of the service and its helpers set by a day while they work, by libfaketime. */
@Timeout(300)
class ClockJumpIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MEASURING_MILLISECONDS = 1_500;
  private static final List<String> JUMPS = List.of("+1d", "+0d", "-1d", "+0d");

  @TempDir private Path folder;

  private Path time;
  private Path library;

  @BeforeEach
  void findLibrary() throws IOException {
    NativeAgent.assume();
    Optional<Path> found =
        Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
            .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketime.so.1"))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(found.isPresent(), "Without libfaketime (Debian's) the clock cannot be set");
    library = found.get();
    time = folder.resolve("time");
    set("+0d");
  }

  private void set(String offset) throws IOException {
    Path next = Files.writeString(folder.resolve("time.next"), offset + "\n");
    Files.move(next, time, StandardCopyOption.ATOMIC_MOVE);
  }

  private Program program() throws IOException, InterruptedException {
    return Program.quickToStart()
        .startedBy(
            List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + time,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1"));
  }

  @Test
  void whatWasAcceptedBeforeDuringAndAfterAJumpEnds() throws Exception {
    try (MeasuringService service = MeasuringService.start(program(), folder)) {
      Client client = service.client();
      Map<String, Map<String, JsonNode>> seen = new HashMap<>();
      List<Duration> recoveries = new ArrayList<>();
      List<String> accepted = new ArrayList<>();
      int changed = 0;
      for (int number = 0; number < JUMPS.size(); number++) {
        String jump = JUMPS.get(number);
        String measured = submit(client, "measured before " + number, MEASURING_MILLISECONDS);
        accepted.add(measured);
        accepted.add(submit(client, "queued before " + number, 1));
        awaitMeasuring(client, measured);
        set(jump);
        long began = System.nanoTime();
        accepted.add(submit(client, "after " + number, 1));
        client.awaitAllEnded(LIMIT);
        recoveries.add(Duration.ofNanos(System.nanoTime() - began));
        for (String id : accepted) {
          JsonNode answer = client.evaluation(id).json();
          assertThat(answer.path("verdict").path("status").asString())
              .as("%s after %s: %s", id, jump, answer)
              .isEqualTo("FULL");
          Instant started = Instant.parse(answer.path("startedAt").asString());
          assertThat(Instant.parse(answer.path("finishedAt").asString()))
              .isBetween(started, started.plus(LIMIT));
          Map<String, JsonNode> before = seen.putIfAbsent(id, Answers.result(answer));
          changed += before == null || before.equals(Answers.result(answer)) ? 0 : 1;
        }
        assertThat(client.ready()).isTrue();
      }
      System.out.printf(
          "clock set by a day, %s: accepted=%d, ended=%d, changed=%d, all ended %s ms after each%n",
          JUMPS,
          accepted.size(),
          seen.size(),
          changed,
          recoveries.stream().map(Duration::toMillis).toList());
      assertThat(changed).isZero();
      assertThat(accepted).isSorted();
      assertThat(service.process().log()).contains("the clock was set by=\"PT-2");
    }
  }

  private static String submit(Client client, String name, int milliseconds) throws IOException {
    Reply reply =
        client.upload(
            ScriptedModel.simple(name)
                .segment(List.of("x"), List.of("y"))
                .plays("predict", "slow", Map.of("ms", milliseconds))
                .upload()
                .withHeader("Prefer", "respond-async"));
    assertThat(reply.accepted()).as("%s", reply).isTrue();
    return reply.id();
  }

  private static void awaitMeasuring(Client client, String id) {
    await("it measures")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            client.evaluation(id).json().path("phase").asString("").equals("RUNNING_PREDICTION"));
  }
}
