package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service asked to stop while it measures, uploads come in and clients wait. */
@Timeout(300)
class DrainIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MEASURING_MILLISECONDS = 4_000;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    NativeAgent.assume();
    Program.quickToStart();
  }

  @Test
  void whatIsUnderWayEndsAndTheRestWaitsForTheNextStart() throws Exception {
    String running;
    String queued;
    String uploaded;
    Duration stopped;
    Path helper = NativeAgent.machine(folder, MeasuringService.MACHINE.formatted(""));
    try (ExecutorService clients = Executors.newCachedThreadPool();
        MeasuringService service = MeasuringService.start(folder, helper)) {
      Client client = service.client();
      running = submit(client, ScriptedModel.slow("running", MEASURING_MILLISECONDS));
      queued = submit(client, ScriptedModel.slow("queued", 1));
      awaitPrediction(client, running);
      Future<Reply> ended = clients.submit(() -> client.waitFor(running));
      Future<Reply> waiting = clients.submit(() -> client.waitFor(queued));
      Future<String> events =
          clients.submit(() -> client.text("/api/v1/evaluations/" + queued + "/events"));
      PipedOutputStream rest = new PipedOutputStream();
      byte[] model = TestModels.network("under way", 4_000_000);
      PipedInputStream body = new PipedInputStream(rest, model.length);
      Future<Reply> upload =
          clients.submit(() ->
              client.upload(
                  Upload.raw(BodyPublishers.ofInputStream(() -> body), "model.mlmodel")
                      .withHeader("Prefer", "respond-async")));
      int half = model.length / 2;
      rest.write(model, 0, half);
      rest.flush();
      await("the upload has begun")
          .atMost(LIMIT)
          .until(() -> new Stored(service.process().dataDirectory()).incoming().size() == 1);

      long began = System.nanoTime();
      service.process().terminate();
      await("it drains")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> service.process().log().contains("nothing more is claimed"));
      rest.write(Arrays.copyOfRange(model, half, model.length));
      rest.close();

      assertThat(waiting.get(60, TimeUnit.SECONDS).json().path("state").asString())
          .isEqualTo("QUEUED");
      assertThat(events.get(60, TimeUnit.SECONDS)).contains("\"QUEUED\"");
      Reply accepted = upload.get(60, TimeUnit.SECONDS);
      assertThat(accepted.accepted()).as("%s", accepted).isTrue();
      uploaded = accepted.id();
      assertThat(ended.get(60, TimeUnit.SECONDS).json().path("state").asString())
          .isEqualTo("SUCCEEDED");
      service.process().awaitEnd();
      stopped = Duration.ofNanos(System.nanoTime() - began);
      assertThat(NativeAgent.processes(service.helper())).isZero();
    }
    assertThat(attempt(running)).isEqualTo(1);
    try (MeasuringService service = MeasuringService.start(folder, helper)) {
      service.client().awaitAllEnded(LIMIT);
      for (String id : List.of(running, queued)) {
        assertThat(service.client().evaluation(id).json().path("state").asString())
            .as(id)
            .isEqualTo("SUCCEEDED");
      }
      // Nothing is scripted for it, so the helper takes it for no model; but it was taken up.
      assertThat(service.client().evaluation(uploaded).ended()).isTrue();
      System.out.printf(
          "SIGTERM under load: accepted=3, lost=0, measured again=%d, stopped after %d ms with a"
              + " measurement of %d ms and an upload under way%n",
          attempt(running) - 1, stopped.toMillis(), MEASURING_MILLISECONDS);
    }
    assertThat(attempt(running)).isEqualTo(1);
  }

  @Test
  void whatDoesNotEndInTimeGoesBackToTheQueueUncharged() throws Exception {
    String id;
    try (MeasuringService service =
        MeasuringService.start(folder, "ane-oracle.shutdown.drain=1s")) {
      id =
          submit(
              service.client(),
              ScriptedModel.simple("hanging")
                  .segment(List.of("x"), List.of("y"))
                  .plays("predict", "hang"));
      awaitPrediction(service.client(), id);

      service.process().terminate();
      service.process().awaitEnd();

      assertThat(service.process().log()).contains("back in the queue");
      assertThat(NativeAgent.processes(service.helper())).isZero();
    }
    assertThat(attempt(id)).isZero();
    assertThat(state(id)).isEqualTo("QUEUED");
  }

  private static String submit(Client client, ScriptedModel model) throws IOException {
    Reply reply = client.upload(model.upload().withHeader("Prefer", "respond-async"));
    assertThat(reply.accepted()).as("%s", reply).isTrue();
    return reply.id();
  }

  private static void awaitPrediction(Client client, String id) {
    await("the prediction runs")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            client.evaluation(id).json().path("phase").asString("").equals("RUNNING_PREDICTION"));
  }

  private int attempt(String id) throws SQLException {
    return Integer.parseInt(column("attempt", id));
  }

  private String state(String id) throws SQLException {
    return column("state", id);
  }

  private String column(String name, String id) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/ane-oracle.db"));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select %s from evaluation where id = '%s'".formatted(name, id))) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
