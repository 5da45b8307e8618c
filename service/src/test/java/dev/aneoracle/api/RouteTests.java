package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RouteTests {

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/evaluations, READ",
    "HEAD, /api/v1/models/sha256:0, READ",
    "OPTIONS, /api/v1/evaluations, READ",
    "GET, /api/v9/nope, READ",
    "GET, /actuator/health, READ",
    "GET, /actuator/health/readiness, READ",
    "GET, /actuator/info, READ",
    "GET, /, READ",
    "GET, /problems/forbidden, READ",
    "GET, /swagger-ui.html, READ",
    "GET, /swagger-ui/index.html, READ",
    "GET, /v3/api-docs.yaml, READ",
    "GET, /v3/api-docs/swagger-config, READ",
    "POST, /api/v1/evaluations, SUBMIT",
    "PUT, /api/v1/evaluations, SUBMIT",
    "POST, /api/v1/evaluations/01, ADMIN",
    "DELETE, /api/v1/evaluations/01, ADMIN",
    "GET, /api/v1/maintenance, READ",
    "PUT, /api/v1/maintenance, ADMIN",
    "DELETE, /api/v1/maintenance, ADMIN",
    "TRACE, /api/v1/hosts, ADMIN",
    "POST, /actuator/health, ADMIN",
    "GET, /actuator, ADMIN",
    "GET, /actuator/prometheus, ADMIN",
    "GET, /actuator/healthy, ADMIN",
    "GET, /apiary, ADMIN",
    "GET, /ACTUATOR/health, ADMIN",
    "GET, /error, ADMIN",
    "GET, /nope, ADMIN"
  })
  void knowsTheRoleThatIsNeeded(String method, String path, Role role) {
    assertThat(Route.of(method, path).needs()).isEqualTo(role);
    assertThat(Route.of(method, path).open()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"GET, true", "HEAD, true", "POST, false", "DELETE, false", "TRACE, false"})
  void livenessAloneIsOpen(String method, boolean open) {
    assertThat(Route.of(method, "/actuator/health/liveness").open()).isEqualTo(open);
    assertThat(Route.of(method, "/actuator/health/liveness/").open()).isFalse();
    assertThat(Route.of(method, "/actuator/health").open()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/%61ctuator/prometheus, /actuator/prometheus, ADMIN",
    "/actuator;a=b/info, /actuator/info, ADMIN",
    "/actuator/health/liveness;a, /actuator/health/liveness, ADMIN",
    "//actuator/health/liveness, /actuator/health/liveness, ADMIN",
    "/api/../actuator/prometheus, /actuator/prometheus, ADMIN",
    "/problems/../api/v1/hosts, /api/v1/hosts, ADMIN",
    "/api/v1/evaluations/1/artifacts/a%20b, /api/v1/evaluations/1/artifacts/a b, READ"
  })
  void addressThatReadsInTwoWaysIsNoWayAround(String asSent, String asMapped, Role role) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", asSent);
    request.setServletPath(asMapped);

    assertThat(Route.of(request).needs()).isEqualTo(role);
    assertThat(Route.of(request).open()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/oracle/api/v1/hosts, /api/v1/hosts, READ",
    "/oracle/actuator/prometheus, /actuator/prometheus, ADMIN"
  })
  void contextPathIsNoPartOfIt(String asSent, String asMapped, Role role) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", asSent);
    request.setContextPath("/oracle");
    request.setServletPath(asMapped);

    assertThat(Route.of(request).needs()).isEqualTo(role);
  }
}
