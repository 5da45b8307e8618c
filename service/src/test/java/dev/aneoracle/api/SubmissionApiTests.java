package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class SubmissionApiTests {

  private static final Multipart FORM = Multipart.of(ExampleModel.CLASSIFIER);

  private final Api api;

  SubmissionApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void formWithoutOptionsIsAnswered() {
    Reply reply = api.submit("?target=M1@12", FORM).hasStatus(200);
    assertThat(reply.text("/model/digest")).isEqualTo(ExampleModel.CLASSIFIER.digest());
    assertThat(reply.text("/verdict/status")).isEqualTo("PARTIAL");
    assertThat(reply.header("Location")).hasValue(Api.EVALUATIONS + "/" + reply.text("/id"));
    assertThat(reply.header("Preference-Applied")).hasValue("wait=30");
  }

  @Test
  void optionsMayStandBeforeAndAfterTheModel() {
    String options = "{\"target\": \"M2\", \"computeUnits\": \"ALL\", \"label\": \"one\"}";
    Reply before =
        api.submit("", new Multipart().options(options).model(ExampleModel.CLASSIFIER))
            .hasStatus(200);
    Reply after =
        api.submit("", new Multipart().model(ExampleModel.CLASSIFIER).options(options))
            .hasStatus(200);
    assertThat(before.text("/options/computeUnits")).isEqualTo("ALL");
    assertThat(before.text("/options/targets/0")).startsWith("M2@");
    assertThat(after.text("/id")).isEqualTo(before.text("/id"));
  }

  @Test
  void emptyOptionsPartHasNoOptions() {
    api.submit("", new Multipart().model(ExampleModel.CLASSIFIER).options("")).hasStatus(200);
  }

  @Test
  void queryGoesBeforeOptions() {
    Multipart form = new Multipart().model(ExampleModel.CLASSIFIER).options("{\"target\": \"M1\"}");
    assertThat(api.submit("?target=M3", form).hasStatus(200).text("/options/targets/0"))
        .startsWith("M3@");
  }

  @Test
  void emptyParametersAreAbsent() {
    Reply reply =
        api.submit("?computeUnits=&target=&function=&priority=&label=&filename=", FORM)
            .hasStatus(200);
    assertThat(reply.text("/options/computeUnits")).isEqualTo("CPU_AND_NE");
    assertThat(reply.json().at("/labels")).isEmpty();
  }

  @Test
  void bodyMayBeTheModelItself() {
    Reply reply =
        api.send(
                "POST",
                Api.EVALUATIONS + "?filename=Renamed.mlmodel",
                BodyPublishers.ofByteArray(ExampleModel.CLASSIFIER.bytes()),
                "Prefer",
                "wait=30",
                "Cache-Control",
                "no-cache")
            .hasStatus(200);
    assertThat(reply.text("/model/name")).isEqualTo("Renamed.mlmodel");
    assertThat(reply.text("/model/digest")).isEqualTo(ExampleModel.CLASSIFIER.digest());
  }

  @Test
  void packageIsUnpackedAndItsFunctionChosen() {
    Reply reply =
        api.submit("?function=main&target=M1@12,M4", Multipart.of(ExampleModel.PROGRAM))
            .hasStatus(200);
    assertThat(reply.text("/model/digest")).isEqualTo(ExampleModel.PROGRAM.digest());
    assertThat(reply.text("/options/function")).isEqualTo("main");
    assertThat(reply.json().at("/predictions")).hasSize(2);
  }

  @Test
  void storedModelIsNamedByItsDigest() {
    api.submit("", FORM);
    Reply reply =
        api.submitJson(
                "?priority=9",
                "{\"model\": \"%s\", \"options\": {\"target\": \"M4@26\", \"priority\": 3}}"
                    .formatted(ExampleModel.CLASSIFIER.digest()))
            .hasStatus(200);
    assertThat(reply.text("/options/targets/0")).isEqualTo("M4@26");
    assertThat(reply.json().at("/priority").asInt()).isEqualTo(9);
  }

  @Test
  void unknownDigestIsNotFound() {
    api.submitJson("", "{\"model\": \"sha256:%s\"}".formatted("0".repeat(64)))
        .isProblem(ProblemType.UNKNOWN_MODEL);
  }

  @Test
  void sameQuestionHasTheSameAnswerAndLabelsAddUp() {
    Reply first = api.submit("?target=M5&label=red&label=blue", FORM).hasStatus(200);
    Reply again = api.submit("?target=M5&label=green", FORM).hasStatus(200);
    assertThat(again.text("/id")).isEqualTo(first.text("/id"));
    assertThat(again.json().at("/labels").toString()).isEqualTo("[\"blue\",\"green\",\"red\"]");
  }

  @Test
  void noCacheForcesANewAnswer() {
    Reply first = api.submit("?target=M6", FORM).hasStatus(200);
    Reply fresh = api.submit("?target=M6", FORM, "Cache-Control", "no-cache").hasStatus(200);
    assertThat(fresh.text("/id")).isNotEqualTo(first.text("/id"));
  }

  @Test
  void withoutAWaitNothingIsApplied() {
    Reply reply =
        api.send(
            "POST",
            Api.EVALUATIONS + "?target=M1",
            FORM.body(),
            "Content-Type",
            FORM.contentType(),
            "Cache-Control",
            "no-cache");
    reply.hasStatus(200, 202);
    assertThat(reply.header("Preference-Applied")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "?computeUnits=GPU, CPU_AND_NE",
    "?target=Z80, M1",
    "?target=M1@3, macOS",
    "?function=main, function",
    "?priority=10, 0 to 9",
    "?priority=high, whole number",
    "?label=%00, control",
    "?label=%ff, UTF-8",
    "?label=%, UTF-8",
    "?colour=red, colour"
  })
  void wrongParameterIsNamed(String query, String word) {
    api.raw(
            "POST %s%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(
                    Api.EVALUATIONS,
                    query,
                    FORM.contentType(),
                    FORM.whole().length,
                    new String(FORM.whole(), StandardCharsets.ISO_8859_1)))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying(word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"computeUnits\": \"GPU\"}; CPU_AND_NE",
        "{\"target\": \"Z80\"}; M1",
        "{\"function\": \"main\"}; function",
        "{\"priority\": 10}; 0 to 9",
        "{\"priority\": \"high\"}; priority",
        "{\"label\": [null]}; null",
        "{\"label\": [\"\"]}; 1 to",
        "{\"label\": {}}; label",
        "{\"colour\": \"red\"}; colour",
        "{\"target\": \"M1\"} {}; options",
        "[]; options",
        "null; null",
        "{; options"
      })
  void wrongOptionIsNamed(String options, String word) {
    api.submit("", new Multipart().model(ExampleModel.CLASSIFIER).options(options))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"model\": null}",
        "{\"model\": \"MNIST\"}",
        "{\"model\": {}}",
        "{\"model\": \"sha256:12\", \"target\": \"M1\"}"
      })
  void bodyThatNamesNoModelIsRefused(String body) {
    api.submitJson("", body).isProblem(ProblemType.INVALID_REQUEST);
  }

  @Test
  void tooManyAndTooLongLabelsAreRefused() {
    String many = "?label=" + String.join("&label=", letters());
    api.submit(many, FORM).isProblem(ProblemType.INVALID_REQUEST).saying("16");
    api.submit("?label=" + "x".repeat(129), FORM)
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("128");
  }

  private static List<String> letters() {
    return "abcdefghijklmnopq".chars().mapToObj(Character::toString).toList();
  }

  @Test
  void oversizeOptionsAreRefused() {
    String large = "{\"label\": [\"" + "x".repeat(70_000) + "\"]}";
    api.submit("", new Multipart().model(ExampleModel.CLASSIFIER).options(large))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("larger");
    api.submitJson("", large).isProblem(ProblemType.INVALID_REQUEST).saying("larger");
  }

  @Test
  void formNeedsOneModelAndNothingUnknown() {
    api.submit("", new Multipart().options("{}"))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("'model'");
    api.submit("", Multipart.of(ExampleModel.CLASSIFIER).model(ExampleModel.CLASSIFIER))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("two");
    api.submit("", Multipart.of(ExampleModel.CLASSIFIER).part("name=\"file\"", new byte[1]))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("'file'");
  }

  @Test
  void damagedFormIsRefused() {
    api.send(
            "POST", Api.EVALUATIONS, FORM.body(), "Content-Type", "multipart/form-data; boundary=x")
        .isProblem(ProblemType.INVALID_REQUEST);
    api.send("POST", Api.EVALUATIONS, FORM.body(), "Content-Type", "multipart/form-data")
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("boundary");
    api.send("POST", Api.EVALUATIONS, FORM.cut(), "Content-Type", FORM.contentType())
        .hasStatus(400);
  }

  @Test
  void unreadableContentTypeIsRefused() {
    api.send("POST", Api.EVALUATIONS, FORM.body(), "Content-Type", "model")
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("'model'");
  }

  @Test
  void putIsToldAboutCurl() {
    api.send("PUT", Api.EVALUATIONS, BodyPublishers.ofByteArray(ExampleModel.CLASSIFIER.bytes()))
        .isProblem(ProblemType.METHOD_NOT_ALLOWED)
        .saying("curl -T", "-X POST");
  }

  @Test
  void formEncodedBodyIsToldAboutCurl() {
    api.send(
            "POST",
            Api.EVALUATIONS,
            BodyPublishers.ofByteArray(ExampleModel.CLASSIFIER.bytes()),
            "Content-Type",
            "application/x-www-form-urlencoded")
        .isProblem(ProblemType.UNSUPPORTED_FORMAT)
        .saying("--data-binary", "curl -F model=@FILE");
  }

  @Test
  void whatIsNoModelIsRefusedByKind() {
    raw("").isProblem(ProblemType.NOT_A_CORE_ML_MODEL);
    raw("hello").isProblem(ProblemType.NOT_A_CORE_ML_MODEL);
    raw("""
    version https://git-lfs.github.com/spec/v1
    oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
    size 12345
    """)
        .isProblem(ProblemType.GIT_LFS_POINTER);
    raw("GIF89a").hasStatus(415, 422);
  }

  private Reply raw(String content) {
    return api.send(
        "POST",
        Api.EVALUATIONS,
        BodyPublishers.ofString(content, StandardCharsets.UTF_8),
        "Content-Type",
        "application/octet-stream");
  }
}
