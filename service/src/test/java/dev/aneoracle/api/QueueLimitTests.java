package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@ServiceTest
@TestPropertySource(properties = "ane-oracle.queue.max-evaluations=0")
class QueueLimitTests {

  private final Api api;

  QueueLimitTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void fullQueueSaysWhenToComeAgain() {
    Reply reply =
        api.submit("", Multipart.of(ExampleModel.CLASSIFIER)).isProblem(ProblemType.QUEUE_FULL);
    assertThat(reply.header("Retry-After").map(Integer::parseInt).orElseThrow())
        .isGreaterThanOrEqualTo(1);
  }
}
