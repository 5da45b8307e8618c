package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** More uploads at once, all of them slow, than there are places: small calls are answered. */
@TokenServiceTest
@TestPropertySource(
    properties = {
      "ane-oracle.upload.max-concurrent=2",
      "server.tomcat.threads.max=4",
      "ane-oracle.queue.quotas.submitter.max-evaluations=0"
    })
class UploadPlacesTests {

  private static final int PATIENCE_MILLISECONDS = 1_000;
  private static final int CROWD = 8;

  private final int port;
  private final Api api;
  private final List<Socket> open = new ArrayList<>();

  UploadPlacesTests(@LocalServerPort int port) {
    this.port = port;
    this.api = new Api(port);
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Says that much will come, and sends little of it. */
  private Socket slow(Role role) throws IOException {
    String head =
        "POST /api/v1/evaluations?filename=x.mlmodel HTTP/1.1\r\nHost: x\r\nAuthorization: "
            + TestToken.bearer(role)
            + "\r\nContent-Length: 8000000\r\n\r\n";
    Socket socket = RawHttp.open(port, head);
    open.add(socket);
    socket.getOutputStream().write(new byte[1000]);
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder all = new StringBuilder();
    while (all.indexOf("}") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      all.append((char) next);
    }
    return all.toString();
  }

  private void smallCallsAreAnswered() {
    for (int call = 0; call < 5; call++) {
      api.get(Api.EVALUATIONS, "Authorization", TestToken.bearer(Role.READ)).hasStatus(200);
    }
  }

  /** Requests are looked at in any order: who gets no answer has taken a place itself. */
  private void awaitNoPlace() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          Socket next = slow(Role.ADMIN);
          next.setSoTimeout(PATIENCE_MILLISECONDS);
          try {
            return answer(next).startsWith("HTTP/1.1 503");
          } catch (SocketTimeoutException hasAPlace) {
            return false;
          }
        });
  }

  @Test
  void uploadBeyondTheBoundIsPutOffAndSmallCallsAreAnswered() throws IOException {
    slow(Role.ADMIN);
    slow(Role.ADMIN);
    awaitNoPlace();

    for (int number = 0; number < CROWD; number++) {
      assertThat(answer(slow(Role.ADMIN)))
          .startsWith("HTTP/1.1 503")
          .contains("too-many-uploads", "Connection: close")
          .containsPattern("Retry-After: [1-9]");
    }
    smallCallsAreAnswered();
  }

  @Test
  void refusedUploadsThatGoOnSlowlyLeaveThreadsForSmallCallsToo() throws IOException {
    for (int number = 0; number < CROWD; number++) {
      assertThat(answer(slow(Role.SUBMIT))).containsPattern("^HTTP/1.1 (429|503)");
    }
    smallCallsAreAnswered();
  }

  @Test
  void placeIsFreeAgainOnceAnUploadEnded() throws IOException {
    slow(Role.ADMIN);
    slow(Role.ADMIN);
    awaitNoPlace();
    hangUp();

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            api.submit(
                    "",
                    Multipart.of(ExampleModel.CLASSIFIER),
                    "Authorization",
                    TestToken.bearer(Role.ADMIN))
                .hasStatus(200));
  }
}
