package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.PostgresServer;
import dev.aneoracle.it.Client.Answers;
import dev.aneoracle.it.Client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three nodes that measure, on one PostgreSQL and one folder of models. */
@Timeout(600)
class FleetIT {

  private static final int EVALUATIONS = 9;
  private static final int MEASURING_MILLISECONDS = 2_000;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String READINESS = "/actuator/health/readiness";

  @TempDir private Path folder;

  private String database;

  @BeforeEach
  void makeDatabase() {
    NativeAgent.assume();
    database = PostgresServer.running().newDatabase();
  }

  @Test
  void everyEvaluationEndsOnceWhenOneNodeIsKilledAndOneIsCutOff() throws Exception {
    try (TcpProxy proxy = TcpProxy.before(PostgresServer.running().port());
        MeasuringService killed = node("killed", database);
        MeasuringService cutOff = node("cut-off", through(proxy));
        MeasuringService steady = node("steady", database)) {
      List<String> ids = submit(steady);
      awaitMeasuring(killed);
      awaitMeasuring(cutOff);

      killed.process().kill();
      proxy.cut();
      long began = System.nanoTime();
      steady.client().awaitAllEnded(LIMIT);
      Duration took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(cutOff.client().status(READINESS)).isEqualTo(503);
      proxy.heal();
      await("the node that was cut off is ready again")
          .atMost(LIMIT)
          .until(
              () -> cutOff.client().ready() && cutOff.process().log().contains("silent too long"));
      int taken = attempts();
      System.out.printf(
          "three nodes, one killed and one cut off: evaluations=%d, taken again=%d, ended after %d"
              + " ms%n",
          ids.size(), taken, took.toMillis());
      assertThat(taken).isGreaterThanOrEqualTo(2);
      for (String id : ids) {
        JsonNode answer = steady.client().evaluation(id).json();
        assertThat(answer.path("verdict").path("status").asString()).isEqualTo("FULL");
        assertThat(answer.path("environment").path("host").asString())
            .isIn("killed", "cut-off", "steady");
        assertThat(Answers.result(cutOff.client().evaluation(id).json()))
            .isEqualTo(Answers.result(answer));
        assertThat(ended(id, killed, cutOff, steady)).as("%s ended", id).isEqualTo(1);
      }
      assertListed(steady, Map.of("killed", false, "cut-off", true, "steady", true));
    }
  }

  @Test
  void aRequestNamesTheNodeThatMeasuresIt() throws Exception {
    try (MeasuringService first = node("first", database);
        MeasuringService second = node("second", database)) {
      assertListed(first, Map.of("first", true, "second", true));

      Reply named =
          first
              .client()
              .upload(ScriptedModel.slow("slow0", 1).upload().withParameter("host", "second"));
      Reply unknown =
          first
              .client()
              .upload(ScriptedModel.slow("slow1", 1).upload().withParameter("host", "M9"));

      assertThat(named.json().path("environment").path("host").asString())
          .as("%s", named.json())
          .isEqualTo("second");
      assertThat(second.client().evaluation(named.id()).json()).isEqualTo(named.json());
      assertThat(unknown.status()).isEqualTo(400);
      assertThat(unknown.json().path("detail").asString()).contains("M9", "first", "second", "M1");
    }
  }

  @Test
  void whatANodeCouldNotEndBeforeItStopsIsMeasuredByAnotherUncharged() throws Exception {
    try (MeasuringService stopping = node("stopping", database, "ane-oracle.shutdown.drain=1s");
        MeasuringService staying = node("staying", database)) {
      assertThat(staying.client().maintenance("PUT")).isEqualTo(200);
      Reply submitted =
          stopping
              .client()
              .upload(
                  ScriptedModel.slow("slow0", 3 * MEASURING_MILLISECONDS)
                      .upload()
                      .withHeader("Prefer", "respond-async")
                      .withParameter("host", "any"));
      assertThat(submitted.accepted()).as("%s", submitted).isTrue();
      awaitMeasuring(stopping);
      assertThat(staying.client().maintenance("DELETE")).isEqualTo(204);

      stopping.process().terminate();
      stopping.process().awaitEnd();
      staying.client().awaitAllEnded(LIMIT);

      assertThat(stopping.process().log()).contains("back in the queue");
      JsonNode answer = staying.client().evaluation(submitted.id()).json();
      assertThat(answer.path("verdict").path("status").asString()).isEqualTo("FULL");
      assertThat(answer.path("environment").path("host").asString()).isEqualTo("staying");
      assertThat(attempts()).isZero();
    }
  }

  private MeasuringService node(String name, String url, String... more)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(name));
    Stream<String> settings =
        Stream.of(
            "ane-oracle.node=" + name,
            "ane-oracle.bundle-directory=" + folder.resolve("models"),
            "ane-oracle.fleet.heartbeat=500ms",
            "ane-oracle.fleet.silence=4s",
            "spring.datasource.url=" + url);
    return MeasuringService.start(
        own, Stream.concat(settings, Stream.of(more)).toArray(String[]::new));
  }

  private String through(TcpProxy proxy) {
    return database.replaceFirst(":\\d+/", ":" + proxy.port() + "/");
  }

  private static List<String> submit(MeasuringService service) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < EVALUATIONS; number++) {
      Reply reply =
          service
              .client()
              .upload(
                  ScriptedModel.slow("slow" + number, MEASURING_MILLISECONDS)
                      .upload()
                      .withHeader("Prefer", "respond-async")
                      .withParameter("host", "any"));
      assertThat(reply.accepted()).as("%s", reply).isTrue();
      ids.add(reply.id());
    }
    return ids;
  }

  private static void awaitMeasuring(MeasuringService service) {
    await("it measures")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> service.process().log().contains("phase=\"RUNNING_PREDICTION\""));
  }

  private static long ended(String id, MeasuringService... nodes) {
    Pattern line = Pattern.compile("ended evaluation=\"" + id + "\"");
    return Stream.of(nodes)
        .mapToLong(node -> line.matcher(node.process().log()).results().count())
        .sum();
  }

  private int attempts() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet count =
            statement.executeQuery("select count(*) from evaluation where attempt > 1")) {
      count.next();
      return count.getInt(1);
    }
  }

  private static void assertListed(MeasuringService service, Map<String, Boolean> live) {
    await("the nodes are listed")
        .atMost(LIMIT)
        .untilAsserted(() -> {
          Map<String, Boolean> listed = new TreeMap<>();
          for (JsonNode host : Client.JSON.readTree(service.client().text("/api/v1/hosts"))) {
            listed.put(host.path("node").asString(), host.path("live").asBoolean());
          }
          assertThat(listed).isEqualTo(live);
        });
  }
}
