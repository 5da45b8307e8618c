package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the health groups say, and to whom. */
@TokenServiceTest
class HealthApiTests {

  private static final String LIVENESS = "/actuator/health/liveness";
  private static final String READINESS = "/actuator/health/readiness";

  private final Api api;

  HealthApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void readinessIsOfEverythingThatAnAnswerNeeds() {
    JsonNode components =
        api.get(READINESS, "Authorization", TestToken.bearer(Role.READ))
            .hasStatus(200)
            .json()
            .at("/components");

    assertThat(components.propertyNames()).contains("readinessState", "db", "helper", "queue");
    assertThat(components.at("/queue/details/queued").asInt()).isZero();
    assertThat(components.at("/queue/details/running").asInt()).isZero();
    assertThat(Duration.parse(components.at("/queue/details/oldestWaits").asString()))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void strangersLearnThatItLivesAndNothingElse() {
    assertThat(api.get(LIVENESS).hasStatus(200).json().propertyNames()).containsExactly("status");
    assertThat(api.get(READINESS).hasStatus(401).body()).doesNotContain("queue", "helper");
    assertThat(api.get("/actuator/health").hasStatus(401).body()).doesNotContain("queue", "helper");
  }

  @Test
  void livenessIsNotOfWhatARestartWouldNotMend() {
    JsonNode all =
        api.get("/actuator/health", "Authorization", TestToken.bearer(Role.READ))
            .hasStatus(200)
            .json();

    assertThat(all.at("/groups").toString()).isEqualTo("[\"liveness\",\"readiness\"]");
    assertThat(all.at("/components").propertyNames()).contains("livenessState", "queue");
  }
}
