package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who is let in where, route by route as the API document names them. */
@TokenServiceTest
class AccessApiTests {

  private static final String AUTHORIZATION = "Authorization";
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final ApiDocument DOCUMENT = ApiDocument.read();

  private final Api api;

  AccessApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  static Stream<Operation> documented() {
    return DOCUMENT.root().at("/paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .map(operation ->
                    new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey().replaceAll("\\{\\w+}", "01KANXW3ZP8S5T2J7Q9F0D4E6G"),
                        Role.valueOf(
                            operation
                                .getValue()
                                .at("/security/0/bearer/0")
                                .asString()
                                .toUpperCase(Locale.ROOT)))));
  }

  /** What the document does not name. */
  static Stream<Operation> undocumented() {
    return Stream.concat(
        Stream.of(
                "/",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/swagger-ui/swagger-ui-bundle.js",
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/v3/api-docs/swagger-config",
                "/problems",
                "/problems/unauthorized",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/info")
            .map(path -> new Operation("GET", path, Role.READ)),
        Stream.of("/actuator", "/actuator/prometheus", "/actuator/env", "/error", "/nope")
            .map(path -> new Operation("GET", path, Role.ADMIN)));
  }

  static Stream<Operation> all() {
    return Stream.concat(documented(), undocumented());
  }

  @Test
  void documentHasRoutesOfSeveralRoles() {
    assertThat(documented()).hasSizeGreaterThan(8);
    assertThat(documented().map(Operation::needs)).contains(Role.values());
  }

  @ParameterizedTest
  @MethodSource("all")
  void strangersAreLetInNowhere(Operation operation) {
    Reply reply = send(operation);
    reply.hasStatus(401);
    assertThat(reply.header(CHALLENGE).orElseThrow()).startsWith("Bearer ");
    if (!operation.method().equals("HEAD")) {
      reply.isProblem(ProblemType.UNAUTHORIZED).saying("Authorization: Bearer");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void wrongTokensAreLetInNowhere(Operation operation) {
    for (String wrong :
        List.of(
            "Bearer token-of-the-reade",
            "Bearer TOKEN-OF-THE-READER",
            "Bearer ",
            "token-of-the-reader",
            "Digest token-of-the-reader",
            TestToken.basic("wrong"))) {
      send(operation, AUTHORIZATION, wrong).hasStatus(401);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void lowerRolesAreToldWhichOneIsNeeded(Operation operation) {
    for (Role role : Role.values()) {
      Reply reply = send(operation, AUTHORIZATION, TestToken.bearer(role));
      if (role.includes(operation.needs())) {
        assertThat(reply.status()).as("%s as %s", operation, role).isNotIn(401, 403, 429, 500);
      } else {
        reply.isProblem(ProblemType.FORBIDDEN).saying("role " + operation.needs().word());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/hosts",
        "/actuator/prometheus",
        "/actuator/health",
        "/swagger-ui/index.html"
      })
  void everyMethodIsGuarded(String path) {
    for (String method :
        List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FOO")) {
      api.send(method, path, BodyPublishers.noBody()).hasStatus(401);
    }
    // The container knows no TRACE anywhere and says so before anything else.
    api.raw(asSent("TRACE", path)).isProblem(ProblemType.METHOD_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/liveness/",
        "/actuator/health/liveness;a",
        "//actuator/health/liveness",
        "/actuator/health/./liveness",
        "/actuator/health/liveness/../../prometheus",
        "/actuator/health/liveness%2f..%2f..%2fprometheus",
        "/ACTUATOR/HEALTH/LIVENESS",
        "/actuator/health/%6civeness"
      })
  void noOtherSpellingOfLivenessIsOpen(String path) {
    assertThat(api.raw(asSent("GET", path)).status()).isIn(400, 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%61ctuator/prometheus",
        "/actuator;a/prometheus",
        "/api/../actuator/prometheus",
        "/api/v1/..;/..;/actuator/prometheus",
        "//actuator/prometheus",
        "/problems/../actuator/prometheus"
      })
  void noOtherSpellingRaisesARole(String path) {
    Reply reply = api.raw(asSent("GET", path, "Authorization: " + TestToken.bearer(Role.READ)));
    assertThat(reply.status()).as(reply.body()).isIn(400, 403);
    assertThat(reply.body()).doesNotContain("jvm_");
  }

  @Test
  void livenessIsAnsweredToAnyone() {
    Reply reply = api.get("/actuator/health/liveness").hasStatus(200);
    assertThat(reply.text("/status")).isEqualTo("UP");
    api.get("/actuator/health/liveness", AUTHORIZATION, "Bearer wrong").hasStatus(200);
    api.raw(asSent("GET", "/actuator/health/liveness")).hasStatus(200);
  }

  @Test
  void hostsAndPagesOfAnyNameAreAnsweredWithAToken() {
    api.raw(
            asSent(
                "GET",
                "/api/v1/hosts",
                "Origin: https://page.example",
                "Authorization: " + TestToken.bearer(Role.READ)))
        .hasStatus(200);
  }

  @Test
  void pagesOfOtherSitesMayNotAskWithCredentials() {
    Reply reply =
        api.send(
            "OPTIONS",
            Api.EVALUATIONS,
            BodyPublishers.noBody(),
            "Origin",
            "https://page.example",
            "Access-Control-Request-Method",
            "POST");
    reply.hasStatus(401);
    assertThat(reply.headers().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  @Test
  void passwordOpensTheDocumentationOnly() {
    String password = TestToken.basic(TestToken.of(Role.ADMIN));
    Reply page = api.get("/swagger-ui/index.html");
    assertThat(page.hasStatus(401).headers().get(CHALLENGE))
        .anyMatch(challenge -> challenge.startsWith("Basic "));
    api.get("/swagger-ui/index.html", AUTHORIZATION, password).hasStatus(200);
    api.get("/v3/api-docs", AUTHORIZATION, password).hasStatus(200);

    for (String path : List.of("/api/v1/hosts", "/actuator/health", "/actuator/prometheus")) {
      Reply reply =
          api.get(path, AUTHORIZATION, password)
              .isProblem(ProblemType.UNAUTHORIZED)
              .saying("Bearer");
      assertThat(reply.headers().get(CHALLENGE)).noneMatch(one -> one.startsWith("Basic"));
    }
    api.send("DELETE", "/swagger-ui/index.html", BodyPublishers.noBody(), AUTHORIZATION, password)
        .hasStatus(401);
  }

  @Test
  void submitterSubmitsAndAdminDeletes() {
    Reply made =
        api.submit(
                "",
                Multipart.of(ExampleModel.CLASSIFIER),
                AUTHORIZATION,
                TestToken.bearer(Role.SUBMIT))
            .hasStatus(200);
    String address = made.header("Location").orElseThrow();
    api.get(address, AUTHORIZATION, TestToken.bearer(Role.READ)).hasStatus(200);
    Operation delete = new Operation("DELETE", address, Role.ADMIN);
    send(delete, AUTHORIZATION, TestToken.bearer(Role.SUBMIT)).isProblem(ProblemType.FORBIDDEN);
    send(delete, AUTHORIZATION, TestToken.bearer(Role.ADMIN)).hasStatus(204);
  }

  @Test
  void wrongMethodStillGetsItsHint() {
    api.send(
            "PUT",
            Api.EVALUATIONS,
            BodyPublishers.noBody(),
            AUTHORIZATION,
            TestToken.bearer(Role.SUBMIT))
        .isProblem(ProblemType.METHOD_NOT_ALLOWED)
        .saying("-X POST");
  }

  @Test
  void refusalsAreCounted() {
    api.get("/api/v1/hosts").hasStatus(401);
    assertThat(
            api.get("/actuator/prometheus", AUTHORIZATION, TestToken.bearer(Role.ADMIN))
                .hasStatus(200)
                .body())
        .contains("ane_oracle_refused_total{reason=\"unauthorized\"}");
  }

  /** Returns a request for another name of this machine, its path as it is. */
  private static String asSent(String method, String path, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add("%s %s HTTP/1.1".formatted(method, path));
    lines.add("Host: the-mac.example");
    lines.add("Connection: close");
    lines.addAll(List.of(headers));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private Reply send(Operation operation, String... headers) {
    return api.send(operation.method(), operation.path(), BodyPublishers.noBody(), headers);
  }

  /** One method of one path, and the role it needs. */
  record Operation(String method, String path, Role needs) {}
}
