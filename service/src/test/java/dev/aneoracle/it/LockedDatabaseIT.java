package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process keeps SQLite's file locked for longer than the service waits for it. */
@Timeout(300)
class LockedDatabaseIT {

  private static final int CLIENTS = 4;
  private static final int MEASURING_MILLISECONDS = 2_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    NativeAgent.assume();
    Program.quickToStart();
  }

  @Test
  void clientsAreToldToComeBackAndNothingIsLost() throws Exception {
    Queue<Reply> refused = new ConcurrentLinkedQueue<>();
    List<String> accepted = new ArrayList<>();
    long released;
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        MeasuringService service = MeasuringService.start(folder)) {
      Client client = service.client();
      String measured = client.upload(slow("measured", MEASURING_MILLISECONDS)).id();
      accepted.add(measured);
      await("it measures")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> service.process().log().contains("phase=\"RUNNING_PREDICTION\""));
      List<Future<String>> uploads = new ArrayList<>();
      long locked;
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/ane-oracle.db"));
          Statement statement = connection.createStatement()) {
        lock(statement);
        locked = System.nanoTime();
        for (int number = 0; number < CLIENTS; number++) {
          Upload upload = slow("client " + number, 1);
          uploads.add(clients.submit(() -> untilAccepted(client, upload, refused)));
        }
        await("clients are refused, and a result waits")
            .atMost(LIMIT)
            .until(() ->
                refused.size() >= CLIENTS
                    && service
                        .process()
                        .log()
                        .contains("what was measured is kept and written later"));
        assertThat(client.evaluation(measured).json().path("state").asString())
            .isEqualTo("RUNNING");
        statement.execute("rollback");
        released = System.nanoTime();
      }
      for (Future<String> upload : uploads) {
        accepted.add(upload.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
      }
      client.awaitAllEnded(LIMIT);
      Duration recovery = Duration.ofNanos(System.nanoTime() - released);

      assertThat(refused)
          .allSatisfy(reply -> {
            assertThat(reply.problem()).isEqualTo("database-unavailable");
            assertThat(reply.retryAfter()).isNotNull();
          });
      for (String id : accepted) {
        assertThat(client.evaluation(id).json().path("state").asString()).isEqualTo("SUCCEEDED");
      }
      assertThat(client.ready()).isTrue();
      System.out.printf(
          "database locked for %d ms: accepted=%d, lost=0, changed=0, answers of 503=%d, all ended"
              + " %d ms after%n",
          Duration.ofNanos(released - locked).toMillis(),
          accepted.size(),
          refused.size(),
          recovery.toMillis());
    }
  }

  private static void lock(Statement statement) {
    await("the lock")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> {
          statement.execute("begin exclusive");
          return true;
        });
  }

  private static String untilAccepted(Client client, Upload upload, Queue<Reply> refused)
      throws IOException {
    Reply[] last = {client.upload(upload)};
    if (!last[0].accepted()) {
      refused.add(last[0]);
      await("it is accepted")
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            last[0] = client.upload(upload);
            if (!last[0].accepted()) {
              refused.add(last[0]);
            }
            return last[0].accepted();
          });
    }
    return last[0].id();
  }

  private static Upload slow(String name, int milliseconds) {
    return ScriptedModel.slow(name, milliseconds).upload().withHeader("Prefer", "respond-async");
  }
}
