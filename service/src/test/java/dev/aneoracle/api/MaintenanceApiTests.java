package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Maintenance of a node that measures. */
@ServiceTest
@Import(MeasuringApiTests.Helper.class)
class MaintenanceApiTests {

  private static final String MAINTENANCE = "/api/v1/maintenance";
  private static final String[] NO_WAIT = {
    "Cache-Control", "no-cache", "Content-Type", "application/octet-stream"
  };

  private final Api api;
  private final MeasuringApiTests.Scripted measurer;

  MaintenanceApiTests(@LocalServerPort int port, MeasuringApiTests.Scripted measurer) {
    this.api = new Api(port);
    this.measurer = measurer;
  }

  @BeforeEach
  @AfterEach
  void ended() {
    measurer.goOn();
    api.delete(MAINTENANCE).hasStatus(204);
  }

  private Reply begin(String query, String... headers) {
    return api.send("PUT", MAINTENANCE + query, BodyPublishers.noBody(), headers).hasStatus(200);
  }

  private Reply submit() {
    return api.send(
            "POST",
            Api.EVALUATIONS + "?filename=x.mlmodel",
            BodyPublishers.ofByteArray(ExampleModel.CLASSIFIER.bytes()),
            NO_WAIT)
        .hasStatus(202);
  }

  @Test
  void isShownWhereOneLooks() {
    assertThat(api.get(MAINTENANCE).hasStatus(200).text("/state")).isEqualTo("NONE");

    Reply begun = begin("?reason=macOS%2015.6", "Prefer", "wait=5");

    assertThat(begun.text("/state")).isEqualTo("IDLE");
    assertThat(begun.header("Preference-Applied")).hasValue("wait=5");
    assertThat(api.get(MAINTENANCE).json()).isEqualTo(begun.json());
    Reply hosts = api.get("/api/v1/hosts");
    assertThat(hosts.json().at("/0/maintenance")).isEqualTo(begun.json().at("/maintenance"));
    assertThat(hosts.json().at("/0/measures").asBoolean()).isTrue();
    Reply health = api.get("/actuator/health").hasStatus(200);
    assertThat(health.text("/components/maintenance/details/reason")).isEqualTo("macOS 15.6");
    api.get("/actuator/health/readiness").hasStatus(200);
    assertThat(api.get("/actuator/prometheus").body()).contains("ane_oracle_maintenance 1.0");
  }

  @Test
  void submissionsWaitForItsEndAndAreThenMeasuredAtOnce() {
    begin("");

    Reply submitted = submit();
    String address = submitted.header("Location").orElseThrow();
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(api.get(address).json().at("/predictions").isEmpty()).isFalse());
    Reply waiting = api.get(address);
    assertThat(waiting.text("/state")).isEqualTo("QUEUED");
    assertThat(waiting.json().at("/estimatedStartAt").isNull()).isTrue();

    api.delete(MAINTENANCE).hasStatus(204);
    assertThat(api.get(address, "Prefer", "wait=20").text("/state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void whoWaitsIsToldOnceWhatIsMeasuredHasEnded() throws Exception {
    CountDownLatch measuring = measurer.holdOn();
    String id = submit().text("/id");
    assertThat(measuring.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(begin("").text("/state")).isEqualTo("FINISHING");
    Reply notYet = api.get(MAINTENANCE, "Prefer", "wait=1").hasStatus(200);
    assertThat(notYet.text("/state")).isEqualTo("FINISHING");
    assertThat(notYet.text("/measuring/0")).isEqualTo(id);
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      Future<Reply> idle = background.submit(() -> api.get(MAINTENANCE, "Prefer", "wait=30"));
      measurer.goOn();

      assertThat(idle.get(20, TimeUnit.SECONDS).text("/state")).isEqualTo("IDLE");
    }
    assertThat(api.get(Api.EVALUATIONS + "/" + id).text("/state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void reasonIsOneShortLine() {
    String tooLong = "x".repeat(201);
    for (String reason :
        new String[] {"a\nb", "a\n", "\n", tooLong, " ".repeat(201), "a\0", "\u0085"}) {
      api.send("PUT", MAINTENANCE + reason(reason), BodyPublishers.noBody())
          .isProblem(ProblemType.INVALID_REQUEST)
          .saying("reason");
    }
  }

  @Test
  void reasonIsAsLongAsTheDocumentCounts() {
    String longest = "\uD83E\uDDE0".repeat(200);

    assertThat(begin(reason(longest)).text("/maintenance/reason")).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void blankReasonIsNone(String blank) {
    assertThat(begin(reason(blank)).json().at("/maintenance/reason").isNull()).isTrue();
  }

  private static String reason(String text) {
    return "?reason=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
