package dev.aneoracle.api;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@ServiceTest
@TestPropertySource(properties = "ane-oracle.upload.max-size=1MB")
class UploadLimitTests {

  private static final int TOO_MANY_BYTES = 1024 * 1024 + 1;

  private final Api api;

  UploadLimitTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void largerUploadIsRefused() {
    byte[] large = Arrays.copyOf(ExampleModel.CLASSIFIER.bytes(), TOO_MANY_BYTES);
    api.send("POST", Api.EVALUATIONS, BodyPublishers.ofByteArray(large))
        .isProblem(ProblemType.TOO_LARGE);
    api.submit("", new Multipart().part("name=\"model\"; filename=\"Large.mlmodel\"", large))
        .isProblem(ProblemType.TOO_LARGE);
  }

  @Test
  void smallerUploadIsTaken() {
    api.submit("", Multipart.of(ExampleModel.CLASSIFIER)).hasStatus(200);
  }
}
