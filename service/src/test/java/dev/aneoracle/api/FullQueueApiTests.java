package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A service whose queue has no room at all. */
@ServiceTest
@TestPropertySource(properties = "ane-oracle.queue.max-evaluations=0")
class FullQueueApiTests {

  private final int port;
  private final Api api;

  FullQueueApiTests(@LocalServerPort int port) {
    this.port = port;
    this.api = new Api(port);
  }

  @Test
  void nodeWithAFullQueueStaysReadyAndSaysSo() {
    Reply readiness = api.get("/actuator/health/readiness").hasStatus(200);

    assertThat(readiness.text("/components/queue/status")).isEqualTo("UP");
    assertThat(readiness.text("/components/queue/details/full"))
        .isEqualTo(
            "The queue is full: 0 evaluations with 0 bytes of models; the limits are 0 and"
                + " 68719476736.");
    api.get("/api/v1/evaluations").hasStatus(200);
  }

  @Test
  void refusalOfALongBodySaysHowLongItIsAndThatTheConnectionCloses() {
    String upload =
        "POST /api/v1/evaluations?filename=x.mlmodel HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Length: 8000000\r\n\r\nabc";

    Reply refusal = RawHttp.send(port, upload).hasStatus(429);

    assertThat(refusal.header("Connection")).hasValue("close");
    assertThat(refusal.header("Content-Length")).hasValue("" + refusal.body().length());
    assertThat(refusal.text("/type")).isEqualTo("/problems/queue-full");
    assertThat(refusal.header("Retry-After")).isPresent();
  }
}
