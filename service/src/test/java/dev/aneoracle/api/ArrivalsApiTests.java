package dev.aneoracle.api;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The queue has one place, which an upload keeps for as long as it comes in. */
@ServiceTest
@TestPropertySource(properties = "ane-oracle.queue.max-evaluations=1")
class ArrivalsApiTests {

  private static final String HEAD =
      """
      POST /api/v1/evaluations?filename=x.mlmodel HTTP/1.1\r
      Host: localhost\r
      Content-Length: 8000000\r
      \r
      """;

  private static final String ONLY_COMING_IN =
      "0 evaluations with 0 bytes of models are queued, 1 are coming in";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final int port;
  private final Api api;

  ArrivalsApiTests(@LocalServerPort int port) {
    this.port = port;
    this.api = new Api(port);
  }

  private Reply submit() {
    return api.submit("", Multipart.of(ExampleModel.CLASSIFIER), "Cache-Control", "no-cache");
  }

  private boolean isPutOff() {
    Reply reply = submit();
    return reply.status() == 429 && reply.text("/detail").contains(ONLY_COMING_IN);
  }

  @Test
  void uploadUnderWayKeepsThePlaceUntilItsClientHangsUp() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      // An upload finds no place itself while what was submitted before is not done.
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> {
            open.add(RawHttp.open(port, HEAD));
            return isPutOff();
          });
      submit().isProblem(ProblemType.QUEUE_FULL);
    } finally {
      for (Socket slow : open) {
        slow.close();
      }
    }
    Awaitility.await().atMost(LIMIT).until(() -> submit().status() == 200);
  }
}
