package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class DigestApiTests {

  private static final byte[] MODEL = ExampleModel.CLASSIFIER.bytes();

  private final Api api;

  DigestApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return "%s=:%s:"
          .formatted(
              algorithm.toLowerCase(Locale.ROOT),
              Base64.getEncoder()
                  .encodeToString(MessageDigest.getInstance(algorithm).digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Reply sendRaw(byte[] bytes, String header, String value) {
    return api.send(
        "POST",
        Api.EVALUATIONS + "?filename=TinyClassifier.mlmodel",
        BodyPublishers.ofByteArray(bytes),
        header,
        value);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Digest, SHA-256",
    "Content-Digest, SHA-512",
    "Repr-Digest, SHA-256",
    "Repr-Digest, SHA-512"
  })
  void digestOfARawBodyIsVerified(String header, String algorithm) {
    sendRaw(MODEL, header, digest(algorithm, MODEL)).hasStatus(200, 202);

    sendRaw(MODEL, header, digest(algorithm, new byte[] {1}))
        .isProblem(ProblemType.DIGEST_MISMATCH)
        .saying(header, digest(algorithm, new byte[] {1}), digest(algorithm, MODEL));
  }

  @Test
  void everyDigestOfSeveralIsVerified() {
    String right = digest("SHA-256", MODEL);

    sendRaw(MODEL, "Content-Digest", right + ", " + digest("SHA-512", MODEL)).hasStatus(200, 202);
    sendRaw(MODEL, "Content-Digest", right + ", " + digest("SHA-512", new byte[0]))
        .isProblem(ProblemType.DIGEST_MISMATCH);
  }

  @Test
  void otherAlgorithmsArePassedOver() {
    sendRaw(MODEL, "Content-Digest", "md5=:AAAA:, unixsum=12, crc=\"x\"").hasStatus(200, 202);
    sendRaw(MODEL, "Content-Digest", "md5=:AAAA:, " + digest("SHA-256", new byte[0]))
        .isProblem(ProblemType.DIGEST_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256",
        "sha-256=abc",
        "sha-256=:AAAA:",
        "sha-512=:====:",
        "sha-256=:AAAA",
        ","
      })
  void digestThatIsNoneIsRefused(String value) {
    sendRaw(MODEL, "Content-Digest", value)
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("Content-Digest", "sha-256=:BASE64:");
  }

  @Test
  void transferThatWentWrongIsToldBeforeWhatCameOfIt() {
    byte[] damaged = MODEL.clone();
    java.util.Arrays.fill(damaged, 0, 64, (byte) 0xFF);

    sendRaw(damaged, "Content-Digest", digest("SHA-256", MODEL))
        .isProblem(ProblemType.DIGEST_MISMATCH);
  }

  @Test
  void digestInARequestWithAFormIsOfTheWholeBody() {
    Multipart form = Multipart.of(ExampleModel.CLASSIFIER);

    api.submit("", form, "Content-Digest", digest("SHA-256", form.whole())).hasStatus(200);
    api.submit("", form, "Content-Digest", digest("SHA-256", MODEL))
        .isProblem(ProblemType.DIGEST_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Digest", "Repr-Digest"})
  void digestInAPartIsOfThatPart(String header) {
    api.submit("", part(header, digest("SHA-256", MODEL))).hasStatus(200);
    api.submit("", part(header, digest("SHA-256", new byte[0])))
        .isProblem(ProblemType.DIGEST_MISMATCH)
        .saying(header);
  }

  private static Multipart part(String header, String value) {
    return new Multipart()
        .part(
            "name=\"model\"; filename=\"TinyClassifier.mlmodel\"\r\n%s: %s"
                .formatted(header, value),
            MODEL);
  }

  @Test
  void digestOfAJsonBodyIsVerified() {
    api.submit("", Multipart.of(ExampleModel.CLASSIFIER)).hasStatus(200);
    String json = "{\"model\": \"%s\"}".formatted(ExampleModel.CLASSIFIER.digest());

    Reply reply =
        api.send(
            "POST",
            Api.EVALUATIONS,
            BodyPublishers.ofString(json),
            "Content-Type",
            "application/json",
            "Content-Digest",
            digest("SHA-256", MODEL));

    reply.isProblem(ProblemType.DIGEST_MISMATCH);
  }

  @Test
  void answerNamesTheDigestOfTheModel() {
    assertThat(api.submit("", Multipart.of(ExampleModel.CLASSIFIER)).text("/model/digest"))
        .isEqualTo(ExampleModel.CLASSIFIER.digest());
  }
}
