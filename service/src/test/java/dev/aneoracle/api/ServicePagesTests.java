package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class ServicePagesTests {

  private static final Pattern IDENTIFIER = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{32,}");

  private final Api api;

  ServicePagesTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void rootLeadsToSwaggerUi() {
    Reply root = api.get("/").hasStatus(302);
    assertThat(root.header("Location").orElseThrow()).endsWith("/swagger-ui.html");
    Reply ui = api.get("/swagger-ui.html").hasStatus(302);
    assertThat(api.get(ui.header("Location").orElseThrow()).hasStatus(200).body())
        .contains("Swagger UI");
  }

  @Test
  void healthAndInfoAnswer() {
    assertThat(api.get("/actuator/health").hasStatus(200).text("/status")).isEqualTo("UP");
    api.get("/actuator/health/liveness").hasStatus(200);
    api.get("/actuator/health/readiness").hasStatus(200);
    assertThat(api.get("/actuator/info").hasStatus(200).text("/build/name")).isNotEmpty();
  }

  @Test
  void healthAndMetricsTellWhatLiesOnTheDisk() {
    Reply health = api.get("/actuator/health").hasStatus(200);
    assertThat(health.text("/components/storage/status")).isEqualTo("UP");
    String metrics = api.get("/actuator/prometheus").hasStatus(200).body();
    for (String area :
        List.of("bundles", "incoming", "evaluations", "helpers", "temporary", "database")) {
      assertThat(health.text("/components/storage/details/" + area + "/bytes")).isNotEmpty();
      assertThat(metrics)
          .contains("ane_oracle_storage_used_bytes{area=\"%s\"}".formatted(area))
          .contains("ane_oracle_storage_files{area=\"%s\"}".formatted(area));
    }
    assertThat(metrics)
        .contains("ane_oracle_storage_free_bytes ")
        .contains("ane_oracle_retention_removed_total{what=\"bundle\"}");
  }

  @Test
  void metricsHaveNoIdentifiers() {
    Reply evaluation = api.submit("", Multipart.of(ExampleModel.CLASSIFIER)).hasStatus(200);
    api.get(evaluation.header("Location").orElseThrow()).hasStatus(200);
    api.get("/api/v1/models/" + ExampleModel.CLASSIFIER.digest()).hasStatus(200);
    api.get("/nope/01KANXW3ZP8S5T2J7Q9F0D4E6G").hasStatus(404);
    String metrics = api.get("/actuator/prometheus").hasStatus(200).body();
    assertThat(metrics)
        .contains("ane_oracle_evaluations_ended_total", "ane_oracle_queue_depth")
        .contains("uri=\"/api/v1/evaluations/{id}\"")
        .doesNotContain("TinyClassifier")
        .doesNotContainPattern(IDENTIFIER);
  }
}
