package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class SecurityHeadersTests {

  private final Api api;

  SecurityHeadersTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hosts",
        "/api/v1/evaluations/nope",
        "/nope",
        "/problems",
        "/actuator/health",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/swagger-ui/index.html",
        "/swagger-ui.html",
        "/"
      })
  void everyAnswerSaysWhatABrowserMayDoWithIt(String path) {
    Reply reply = api.get(path);
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(reply.header("X-Frame-Options")).contains("DENY");
    assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
    assertThat(reply.header("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(reply.header("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(reply.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(reply.header("Strict-Transport-Security")).as("not over HTTP").isEmpty();
    assertThat(reply.header("Server")).isEmpty();
    assertThat(reply.header("X-Powered-By")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hosts",
        "/api/v1/evaluations",
        "/actuator/health",
        "/v3/api-docs",
        "/nope"
      })
  void answersAreKeptInNoCache(String path) {
    assertThat(api.get(path).headers().get("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void refusalHasTheSameHeaders() {
    Reply reply = api.get("/api/v1/hosts", "Origin", "https://page.example").hasStatus(403);
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(reply.header("Cache-Control")).contains("no-store");
  }

  @Test
  void scriptsRunInSwaggerUiOnly() {
    assertThat(api.get("/swagger-ui/index.html").header("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self';")
        .doesNotContain("unsafe-eval");
    assertThat(api.get("/problems").header("Content-Security-Policy").orElseThrow())
        .doesNotContain("script-src");
  }
}
