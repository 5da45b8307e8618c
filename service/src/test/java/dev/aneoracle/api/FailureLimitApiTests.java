package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.SettableClock;
import dev.aneoracle.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

@TokenServiceTest
@TestPropertySource(properties = "ane-oracle.security.max-failures=3")
class FailureLimitApiTests {

  private static final String AUTHORIZATION = "Authorization";
  private static final String HOSTS = "/api/v1/hosts";

  private final Api api;
  private final SettableClock clock;

  FailureLimitApiTests(@LocalServerPort int port, SettableClock clock) {
    this.api = new Api(port);
    this.clock = clock;
  }

  @Test
  void tooManyWrongTokensMakeTheAddressWait() {
    for (int i = 0; i < 100; i++) {
      api.get(HOSTS).isProblem(ProblemType.UNAUTHORIZED);
    }
    for (int i = 0; i < 3; i++) {
      api.get(HOSTS, AUTHORIZATION, "Bearer wrong").isProblem(ProblemType.UNAUTHORIZED);
    }

    Reply limited =
        api.get(HOSTS, AUTHORIZATION, TestToken.bearer(Role.ADMIN))
            .isProblem(ProblemType.TOO_MANY_FAILURES);
    assertThat(limited.header("Retry-After")).contains("20");
    api.get("/actuator/health/liveness").hasStatus(200);
    api.get(HOSTS).isProblem(ProblemType.UNAUTHORIZED);

    clock.move(Duration.ofSeconds(20));
    api.get(HOSTS, AUTHORIZATION, TestToken.bearer(Role.ADMIN)).hasStatus(200);
    api.get(HOSTS, AUTHORIZATION, "Bearer wrong").isProblem(ProblemType.UNAUTHORIZED);
    api.get(HOSTS, AUTHORIZATION, "Bearer wrong").isProblem(ProblemType.TOO_MANY_FAILURES);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {
    @Bean
    @Primary
    SettableClock settableClock() {
      return new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
    }
  }
}
