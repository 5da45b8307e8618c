package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever goes wrong, and wherever, the answer is a problem document. */
@ServiceTest
class ErrorApiTests {

  private static final String HOSTS = "/api/v1/hosts";

  private final Api api;

  ErrorApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1", "127.1.2.3:8080", "[::1]:9"})
  void loopbackHostsAreLetIn(String host) {
    api.raw("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(HOSTS, host))
        .hasStatus(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"})
  void otherHostsAreKeptOut(String host) {
    api.raw("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(HOSTS, host))
        .isProblem(ProblemType.FORBIDDEN)
        .saying(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "https://evil.example", "http://localhost.evil.example", "file://"})
  void pagesOfOtherSitesAreKeptOut(String origin) {
    api.get(HOSTS, "Origin", origin).isProblem(ProblemType.FORBIDDEN);
    api.send("OPTIONS", Api.EVALUATIONS, BodyPublishers.noBody(), "Origin", origin)
        .isProblem(ProblemType.FORBIDDEN);
    api.submit("", Multipart.of(ExampleModel.CLASSIFIER), "Origin", origin)
        .isProblem(ProblemType.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080"})
  void pagesOfThisMachineAreLetIn(String origin) {
    api.get(HOSTS, "Origin", origin).hasStatus(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nope", "/api/v1/nope", "/api/v2/hosts", "/actuator/env", "/problems/nope"})
  void unknownAddressIsNotFound(String address) {
    api.get(address).isProblem(ProblemType.NOT_FOUND);
    api.get(address, "Accept", "text/html").isProblem(ProblemType.NOT_FOUND);
    api.send("HEAD", address, BodyPublishers.noBody()).hasStatus(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//", "//a:b:c/", "/a//b", "/a;b=c"})
  void oddAddressIsNotFound(String address) {
    api.raw("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(address))
        .isProblem(ProblemType.NOT_FOUND);
    api.raw("GET %s HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n".formatted(address))
        .isProblem(ProblemType.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/html", "*/*"})
  void errorPageItselfIsNotFound(String accept) {
    api.get("/error", "Accept", accept).isProblem(ProblemType.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/evaluations/% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /a|b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /a%00b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /a%2fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
        "GET / HTTP/7.5\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
        "POST /api/v1/evaluations HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: odd\r\nConnection: close\r\n\r\n",
        "POST /api/v1/evaluations HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"
      })
  void requestThatIsNotHttpIsAProblem(String request) {
    api.raw(request).hasStatus(400);
  }

  @Test
  void headerThatIsTooLongIsAProblem() {
    api.raw(
            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: %s\r\n\r\n"
                .formatted(HOSTS, "x".repeat(20_000)))
        .isProblem(ProblemType.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "POST", "DELETE", "FOO"})
  void wrongMethodIsAProblemThatNamesTheRightOnes(String method) {
    Reply reply =
        api.send(method, HOSTS, BodyPublishers.noBody()).isProblem(ProblemType.METHOD_NOT_ALLOWED);
    assertThat(reply.text("/detail")).contains(method, "GET");
    assertThat(reply.header("Allow")).isPresent();
  }

  @Test
  void traceIsAProblem() {
    api.send("TRACE", HOSTS, BodyPublishers.noBody()).isProblem(ProblemType.METHOD_NOT_ALLOWED);
  }

  @Test
  void optionsNamesTheMethods() {
    Reply reply = api.send("OPTIONS", Api.EVALUATIONS, BodyPublishers.noBody()).hasStatus(200);
    assertThat(reply.header("Allow").orElseThrow()).contains("GET", "POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {HOSTS, Api.EVALUATIONS, "/api/v1/models/sha256:0"})
  void otherFormsOfAnswerAreRefused(String address) {
    api.get(address, "Accept", "text/html")
        .isProblem(ProblemType.NOT_ACCEPTABLE)
        .saying("application/json");
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemHasAPage(ProblemType type) {
    Reply page = api.get(type.uri().toString(), "Accept", "text/html").hasStatus(200);
    assertThat(page.mediaType()).isEqualTo("text/html");
    assertThat(page.body()).contains("<h1>", "HTTP status " + type.status().value());
    assertThat(api.get("/problems").hasStatus(200).body()).contains(type.uri().toString());
  }
}
