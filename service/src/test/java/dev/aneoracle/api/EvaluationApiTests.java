package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class EvaluationApiTests {

  private static final Multipart CLASSIFIER = Multipart.of(ExampleModel.CLASSIFIER);
  private static final String UNKNOWN_ID = Api.EVALUATIONS + "/01KANXW3ZP8S5T2J7Q9F0D4E6G";

  private final Api api;

  EvaluationApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void evaluationIsShownAsItWasAnswered() {
    Reply submitted = api.submit("?target=M1@12", CLASSIFIER).hasStatus(200);
    Reply shown = api.get(submitted.header("Location").orElseThrow()).hasStatus(200);
    assertThat(shown.json().at("/verdict")).isEqualTo(submitted.json().at("/verdict"));
    assertThat(shown.header("Preference-Applied")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"wait=5, wait=5", "wait=600, wait=60", "'respond-async, wait=7', wait=7"})
  void waitIsAppliedAndClamped(String asked, String applied) {
    String address = api.submit("?target=M1@12", CLASSIFIER).header("Location").orElseThrow();
    assertThat(api.get(address, "Prefer", asked).hasStatus(200).header("Preference-Applied"))
        .hasValue(applied);
  }

  @Test
  void unknownEvaluationIsNotFound() {
    api.get(UNKNOWN_ID).isProblem(ProblemType.UNKNOWN_EVALUATION);
    api.get(UNKNOWN_ID, "Prefer", "wait=30").isProblem(ProblemType.UNKNOWN_EVALUATION);
    api.get(UNKNOWN_ID + "/operations").isProblem(ProblemType.UNKNOWN_EVALUATION);
    api.delete(UNKNOWN_ID).isProblem(ProblemType.UNKNOWN_EVALUATION);
  }

  @Test
  void listGoesBackInPages() {
    String label = UUID.randomUUID().toString();
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.addFirst(
          api.submit("?label=" + label, CLASSIFIER, "Cache-Control", "no-cache").text("/id"));
    }
    List<String> listed = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";
    do {
      Reply page =
          api.get(Api.EVALUATIONS + "?limit=2&label=" + label + "&cursor=" + cursor).hasStatus(200);
      listed.addAll(page.ids());
      sizes.add(page.ids().size());
      JsonNode next = page.json().at("/next");
      cursor = next.isNull() ? "" : next.asString();
    } while (!cursor.isEmpty());
    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(listed).isEqualTo(submitted);
  }

  @Test
  void listIsFilteredByEachMember() {
    String label = UUID.randomUUID().toString();
    String partial =
        api.submit("?target=M1@12&label=" + label, CLASSIFIER, "Cache-Control", "no-cache")
            .text("/id");
    String none =
        api.submit(
                "?target=M1@12&computeUnits=CPU_ONLY&label=" + label,
                CLASSIFIER,
                "Cache-Control",
                "no-cache")
            .text("/id");
    String program =
        api.submit(
                "?target=M1@12&label=" + label,
                Multipart.of(ExampleModel.PROGRAM),
                "Cache-Control",
                "no-cache")
            .text("/id");
    assertThat(list(label, "")).containsExactly(program, none, partial);
    assertThat(list(label, "&verdict=PARTIAL")).containsExactly(partial);
    assertThat(list(label, "&verdict=NONE")).containsExactly(none);
    assertThat(list(label, "&state=SUCCEEDED")).hasSize(3);
    assertThat(list(label, "&state=FAILED")).isEmpty();
    assertThat(list(label, "&model=" + ExampleModel.PROGRAM.digest())).containsExactly(program);
    assertThat(list(label, "&model=&state=&verdict=&limit=")).hasSize(3);
  }

  @Test
  void listIsFilteredByEveryLabel() {
    String one = UUID.randomUUID() + ", with a comma";
    String other = UUID.randomUUID().toString();
    String query = "label=" + URLEncoder.encode(one, StandardCharsets.UTF_8);
    String first = submitNew("?" + query);
    String both = submitNew("?" + query + "&label=" + other);

    assertThat(api.get(Api.EVALUATIONS + "?" + query).ids()).containsExactly(both, first);
    assertThat(api.get(Api.EVALUATIONS + "?" + query + "&label=" + other).ids())
        .containsExactly(both);
    assertThat(api.get(Api.EVALUATIONS + "?label=&label=&" + query).ids()).hasSize(2);
    String tooMany =
        "?label=a"
            + IntStream.range(0, 16).mapToObj("&label=%d"::formatted).collect(Collectors.joining());
    api.get(Api.EVALUATIONS + tooMany).isProblem(ProblemType.INVALID_REQUEST).saying("at most 16");
  }

  private String submitNew(String query) {
    return api.submit(query, CLASSIFIER, "Cache-Control", "no-cache").hasStatus(200).text("/id");
  }

  @Test
  void listIsFilteredByTheTimeOfSubmission() {
    String label = UUID.randomUUID().toString();
    Reply submitted =
        api.submit("?label=" + label, CLASSIFIER, "Cache-Control", "no-cache").hasStatus(200);
    String at = submitted.text("/submittedAt");

    assertThat(list(label, "&since=" + at)).containsExactly(submitted.text("/id"));
    assertThat(list(label, "&until=" + at)).isEmpty();
    assertThat(list(label, "&since=2026-01-01T00:00:00+01:00&until=9999-12-31T23:59:59Z"))
        .hasSize(1);
  }

  @Test
  void operationsAreFilteredByReason() {
    String address =
        api.submit("?target=M1@12&computeUnits=CPU_ONLY", CLASSIFIER)
                .header("Location")
                .orElseThrow()
            + "/operations";

    Reply found = api.get(address + "?reason=UNIT_NOT_ALLOWED").hasStatus(200);

    assertThat(found.json().at("/items").valueStream())
        .isNotEmpty()
        .allMatch(one -> one.at("/reason/code").asString().equals("UNIT_NOT_ALLOWED"));
    assertThat(api.get(address + "?reason=CONTROL_FLOW").json().at("/items").isEmpty()).isTrue();
  }

  private List<String> list(String label, String query) {
    return api.get(Api.EVALUATIONS + "?label=" + label + query).hasStatus(200).ids();
  }

  @ParameterizedTest
  @CsvSource({
    "?state=DONE, QUEUED",
    "?verdict=YES, PARTIAL",
    "?model=MNIST, sha256",
    "?limit=0, 1 to 1000",
    "?limit=1001, 1 to 1000",
    "?limit=all, whole number",
    "?limit=99999999999, whole number",
    "?stat=FAILED, 'stat'",
    "?label=%ff, UTF-8",
    "?since=yesterday, 2026-01-31T08:00:00Z",
    "?until=2026-01-31, its zone",
    "?cursor=2, cursor",
    "?state=FAILED&state=QUEUED, 2 times",
    "/X/operations?unit=GPU, OUTSIDE",
    "/X/operations?reason=UGLY, POST_PROCESSING",
    "/X/operations?source=GUESS, PLAN",
    "/X?verdict=FULL, 'verdict'"
  })
  void wrongParameterIsNamed(String query, String word) {
    api.raw(
            "GET %s%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted(Api.EVALUATIONS, query))
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying(word);
  }

  @Test
  void operationsComeInPagesOfTheWholeList() {
    String address =
        api.submit("?target=M1@12", Multipart.of(ExampleModel.PROGRAM))
            .header("Location")
            .orElseThrow();
    List<Integer> whole = indices(api.get(address + "/operations").hasStatus(200));
    List<Integer> paged = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = api.get(address + "/operations?limit=4&cursor=" + cursor).hasStatus(200);
      paged.addAll(indices(page));
      JsonNode next = page.json().at("/next");
      cursor = next.isNull() ? "" : next.asString();
    } while (!cursor.isEmpty());
    assertThat(whole).hasSizeGreaterThan(8);
    assertThat(paged).isEqualTo(whole);
  }

  @Test
  void operationsAreFilteredByUnitAndTarget() {
    String address =
        api.submit("?target=M1@12,M4@26&computeUnits=CPU_ONLY", CLASSIFIER)
            .header("Location")
            .orElseThrow();
    assertThat(indices(api.get(address + "/operations?unit=ANE").hasStatus(200))).isEmpty();
    Reply outside = api.get(address + "/operations?unit=OUTSIDE&target=M4@26").hasStatus(200);
    assertThat(outside.text("/items/0/reason/code")).isEqualTo("UNIT_NOT_ALLOWED");
    api.get(address + "/operations?target=M2").isProblem(ProblemType.INVALID_REQUEST).saying("M2");
    api.get(address + "/operations?cursor=x").isProblem(ProblemType.INVALID_REQUEST).saying("'x'");
    api.get(address + "/operations?cursor=-1").isProblem(ProblemType.INVALID_REQUEST);
    api.get(address + "/operations?unit=GPU").isProblem(ProblemType.INVALID_REQUEST).saying("ANE");
    api.get(address + "/operations?units=ANE")
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("'units'");
  }

  private static List<Integer> indices(Reply page) {
    return StreamSupport.stream(page.json().at("/items").spliterator(), false)
        .map(item -> item.at("/index").asInt())
        .toList();
  }

  @Test
  void endedEvaluationGoesWhenDeleted() {
    String address =
        api.submit("", CLASSIFIER, "Cache-Control", "no-cache").header("Location").orElseThrow();
    assertThat(api.delete(address).hasStatus(204).body()).isEmpty();
    api.get(address).isProblem(ProblemType.UNKNOWN_EVALUATION);
    api.delete(address).isProblem(ProblemType.UNKNOWN_EVALUATION);
  }

  @Test
  void storedModelIsShownAndAskedFor() {
    api.submit("", Multipart.of(ExampleModel.PROGRAM)).hasStatus(200);
    String address = "/api/v1/models/" + ExampleModel.PROGRAM.digest();
    assertThat(api.get(address).hasStatus(200).text("/type")).isEqualTo("mlProgram");
    head(address).hasStatus(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MNIST", "sha256:12", "md5:00000000000000000000000000000000"})
  void modelIsNamedByItsDigest(String name) {
    api.get("/api/v1/models/" + name).isProblem(ProblemType.INVALID_REQUEST).saying("sha256");
    head("/api/v1/models/" + name).hasStatus(400);
  }

  @Test
  void unknownModelIsNotFound() {
    String address = "/api/v1/models/sha256:" + "0".repeat(64);
    api.get(address).isProblem(ProblemType.UNKNOWN_MODEL);
    head(address).hasStatus(404);
  }

  private Reply head(String address) {
    return api.send("HEAD", address, BodyPublishers.noBody());
  }

  @Test
  void hostSaysWhetherItMeasures() {
    Reply hosts = api.get("/api/v1/hosts").hasStatus(200);
    assertThat(hosts.json()).hasSize(1);
    assertThat(hosts.json().at("/0/measures").asBoolean())
        .isEqualTo(hosts.json().at("/0/cannotMeasureBecause").isNull());
    assertThat(hosts.json().at("/0/live").asBoolean()).isTrue();
  }

  @Test
  void aHostThatNobodyHasHeardOfIsRefused() {
    Reply reply = api.submit("?host=M9", CLASSIFIER).isProblem(ProblemType.INVALID_REQUEST);

    assertThat(reply.text("/detail")).contains("M9");
  }
}
