package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class IdempotencyApiTests {

  private static final String HEADER = "Idempotency-Key";
  private static final Multipart CLASSIFIER = Multipart.of(ExampleModel.CLASSIFIER);

  private final Api api;

  IdempotencyApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private Reply submit(String query, Multipart form, String key) {
    return api.submit(query, form, HEADER, key, "Cache-Control", "no-cache");
  }

  @Test
  void requestSentAgainMakesNoSecondEvaluation() {
    String key = newKey();
    String first = submit("?target=M1@12", CLASSIFIER, key).hasStatus(200).text("/id");

    Reply again = submit("?target=M1@12", CLASSIFIER, key).hasStatus(200);

    assertThat(again.text("/id")).isEqualTo(first);
    assertThat(submit("?target=M1@12", CLASSIFIER, newKey()).text("/id")).isNotEqualTo(first);
  }

  @Test
  void quotedKeyIsTheSameKey() {
    String key = newKey();
    String first = submit("", CLASSIFIER, key).text("/id");

    assertThat(submit("", CLASSIFIER, "\"" + key + "\"").text("/id")).isEqualTo(first);
  }

  @Test
  void sameOptionsMayComeAnotherWay() {
    String key = newKey();
    String first = submit("?target=M1@12", CLASSIFIER, key).text("/id");

    Multipart options = Multipart.of(ExampleModel.CLASSIFIER).options("{\"target\": \"M1@12\"}");
    assertThat(submit("", options, key).text("/id")).isEqualTo(first);
  }

  @Test
  void keyOfAnotherRequestIsRefused() {
    String key = newKey();
    String first = submit("?target=M1@12", CLASSIFIER, key).text("/id");

    submit("?target=M1@13", CLASSIFIER, key)
        .isProblem(ProblemType.IDEMPOTENCY_KEY_REUSED)
        .saying(key, first);
    submit("?target=M1@12", Multipart.of(ExampleModel.PROGRAM), key)
        .isProblem(ProblemType.IDEMPOTENCY_KEY_REUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"open", "two words", "é"})
  void keyThatIsNoneIsRefused(String key) {
    api.raw(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n%s: %s\r\n\r\n"
                .formatted(Api.EVALUATIONS, HEADER, key))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying(HEADER);
  }
}
