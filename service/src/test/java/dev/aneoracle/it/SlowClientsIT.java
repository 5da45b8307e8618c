package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that dawdle, fall silent, hang up half or do not listen, and one that is in a hurry. */
@Timeout(180)
class SlowClientsIT {

  private static final int SLOW_HEADS = 200;
  private static final int SLOW_BODIES = 100;
  private static final int DEAF = 40;
  private static final int HALF_CLOSED = 40;
  private static final int REQUESTS_OF_THE_DEAF = 20;
  private static final Duration DRIP = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long PATIENCE_MILLISECONDS = 10_000;
  private static final int SPARE_DESCRIPTORS = 40;

  @TempDir private Path folder;
  private final List<RawConnection> connections = new ArrayList<>();
  private ServiceProcess service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Consumption.assumeKnown();
    service = ServiceProcess.start(Program.quickToStart(), folder);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @Test
  void smallCallsAreAnsweredBesideSlowClientsAndNothingOfThemStays() throws Exception {
    Client client = service.client();
    Reply known = client.upload(Upload.raw(TestModels.network("known", 10), "a.mlmodel").waiting());
    Consumption before = Consumption.of(service.pid());
    SmallCalls calls =
        new SmallCalls(
            client, List.of("/api/v1/evaluations/" + known.id(), "/api/v1/evaluations?limit=10"));
    try (ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor()) {
      List<RawConnection> slow = slow();
      deaf();
      Future<?> drops =
          dripping.scheduleWithFixedDelay(
              () -> slow.forEach(connection -> connection.send("a")),
              DRIP.toMillis(),
              DRIP.toMillis(),
              TimeUnit.MILLISECONDS);
      calls.run(50, 250, 250, () -> true);
      Consumption during = Consumption.of(service.pid());
      for (RawConnection connection : connections) {
        connection.close();
      }
      drops.cancel(false);
      Stored stored = new Stored(service.dataDirectory());
      long closedAt = System.nanoTime();
      await("nothing of the slow clients stays")
          .atMost(LIMIT)
          .untilAsserted(() -> {
            assertThat(stored.incoming()).isEmpty();
            assertThat(Consumption.of(service.pid()).descriptors())
                .isLessThanOrEqualTo(before.descriptors() + SPARE_DESCRIPTORS);
          });
      System.out.printf(
          "slow clients: slow heads=%d, slow bodies=%d, deaf=%d; beside them %s; threads=%d,"
              + " resident=%d MiB; gone %d ms after they hung up%n",
          SLOW_HEADS,
          SLOW_BODIES,
          DEAF,
          calls,
          during.threads(),
          during.residentMib(),
          Duration.ofNanos(System.nanoTime() - closedAt).toMillis());
    }

    assertThat(calls.failures()).isEmpty();
    assertThat(calls.percentile(100)).isLessThan(PATIENCE_MILLISECONDS);
    assertServes(client);
  }

  @Test
  void uploadsThatAreHalfClosedAreAnsweredAndNothingOfThemStays() throws Exception {
    byte[] model = TestModels.network("half", 50_000);
    for (int number = 0; number < HALF_CLOSED; number++) {
      try (RawConnection connection = connect()) {
        connection.send(head(model.length));
        connection.send(java.util.Arrays.copyOf(model, model.length * number / HALF_CLOSED));
        connection.closeHalf();
        RawConnection.Answer answer = connection.answer().orElseThrow();
        assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
        assertThat(answer.body()).contains("/problems/");
      }
    }

    System.out.printf("half-closed uploads: sent and answered=%d%n", HALF_CLOSED);
    Stored stored = new Stored(service.dataDirectory());
    await("nothing of them stays")
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(stored.incoming()).isEmpty());
    assertThat(service.client().evaluations()).isEmpty();
    assertServes(service.client());
  }

  /** Half a request for each, to be gone on with a byte at a time. */
  private List<RawConnection> slow() throws IOException {
    List<RawConnection> slow = new ArrayList<>();
    for (int number = 0; number < SLOW_HEADS + SLOW_BODIES; number++) {
      RawConnection connection = connect();
      connection.send(
          number < SLOW_HEADS
              ? "POST /api/v1/evaluations HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
              : new String(head(1_000_000), StandardCharsets.ISO_8859_1));
      slow.add(connection);
    }
    return slow;
  }

  /** Asks for more than any buffer takes, and reads nothing of it. */
  private void deaf() throws IOException {
    String request = "GET /v3/api-docs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    for (int number = 0; number < DEAF; number++) {
      connect().send(request.repeat(REQUESTS_OF_THE_DEAF));
    }
  }

  private RawConnection connect() throws IOException {
    RawConnection connection = new RawConnection(service.client().base().getPort());
    connections.add(connection);
    return connection;
  }

  private static byte[] head(int length) {
    return ("POST /api/v1/evaluations?filename=a.mlmodel HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: application/octet-stream\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private void assertServes(Client client) throws IOException {
    Reply reply = client.upload(Upload.raw(TestModels.network("after", 10), "a.mlmodel").waiting());
    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(service.log()).doesNotContain(" ERROR ", "OutOfMemoryError");
  }
}
