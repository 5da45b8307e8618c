package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.EvaluationFiles;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every example of the API document is sent, or held against its schema. */
@ServiceTest
class DocumentExamplesTests {

  private static final ApiDocument DOCUMENT = ApiDocument.read();

  private static final String ARTIFACT = "segment-0-call-0-output-y.bin";

  private final Api api;
  private final Reply evaluation;

  DocumentExamplesTests(@LocalServerPort int port, EvaluationFiles files) throws IOException {
    this.api = new Api(port);
    this.evaluation = submitExample(api);
    Path folder = files.directory(evaluation.text("/id"));
    Files.createDirectories(folder.resolve("artifacts"));
    Files.writeString(folder.resolve("helper.log"), "a line\n");
    Files.writeString(folder.resolve("artifacts").resolve(ARTIFACT), "bytes");
  }

  private static Reply submitExample(Api api) {
    Multipart form =
        Multipart.of(ExampleModel.CLASSIFIER)
            .options(DOCUMENT.root().at("/components/schemas/Options/example").toString());
    return api.submit("", form, "Cache-Control", "no-cache").hasStatus(200);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleOfAReplyKeepsToItsSchema() {
    return operations()
        .flatMap(operation ->
            operation.at("/responses").properties().stream()
                .flatMap(response ->
                    response.getValue().at("/content").properties().stream()
                        .flatMap(content ->
                            content.getValue().at("/examples").properties().stream()
                                .map(example ->
                                    DynamicTest.dynamicTest(
                                        operation.at("/operationId").asString()
                                            + " "
                                            + response.getKey()
                                            + " "
                                            + example.getKey(),
                                        () ->
                                            keepsToSchema(
                                                content.getValue().at("/schema"),
                                                example.getValue().at("/value")))))));
  }

  private static void keepsToSchema(JsonNode schema, JsonNode value) {
    String reference =
        schema.at("/type").asString().equals("array")
            ? schema.at("/items/$ref").asString()
            : schema.at("/$ref").asString();
    if (reference.isEmpty()) {
      assertThat(value.isObject() ? "object" : "string").isEqualTo(schema.at("/type").asString());
      return;
    }
    Stream<JsonNode> values = value.isArray() ? value.valueStream() : Stream.of(value);
    assertThat(values.flatMap(one -> DOCUMENT.faults(reference, one).stream())).isEmpty();
    assertThat(value.isEmpty()).isFalse();
  }

  @Test
  void everyReplyHasAnExample() {
    assertThat(
            operations()
                .flatMap(operation ->
                    operation.at("/responses").properties().stream()
                        .filter(response -> response.getValue().has("content"))
                        .filter(response ->
                            response
                                .getValue()
                                .at("/content")
                                .valueStream()
                                .anyMatch(content -> content.at("/examples").isEmpty()))
                        .map(response -> operation.at("/operationId") + " " + response.getKey())))
        .isEmpty();
  }

  @Test
  void everyParameterIsDescribedAndHasAnExample() {
    assertThat(
            operations()
                .flatMap(operation -> operation.at("/parameters").valueStream())
                .filter(
                    parameter -> !parameter.has("description") || exampleOf(parameter).isEmpty()))
        .isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyExampleOfAParameterIsTaken() {
    return DOCUMENT.root().at("/paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .filter(operation -> !operation.getKey().equals("delete"))
                .flatMap(operation ->
                    operation
                        .getValue()
                        .at("/parameters")
                        .valueStream()
                        .map(parameter ->
                            DynamicTest.dynamicTest(
                                operation.getValue().at("/operationId").asString()
                                    + " "
                                    + parameter.at("/name").asString(),
                                () -> isTaken(path.getKey(), operation.getKey(), parameter)))));
  }

  private void isTaken(String path, String method, JsonNode parameter) {
    String example = exampleOf(parameter).orElseThrow();
    String name = parameter.at("/name").asString();
    String target =
        path.replace("{id}", evaluation.text("/id"))
            .replace("{digest}", ExampleModel.CLASSIFIER.digest())
            .replace("{name}", ARTIFACT);
    String[] headers = {
      "Accept",
      "application/json, text/plain, application/octet-stream, application/x-tar, text/event-stream"
    };
    switch (parameter.at("/in").asString()) {
      case "query" ->
          target += "?" + name + "=" + URLEncoder.encode(example, StandardCharsets.UTF_8);
      case "header" -> headers = new String[] {name, example};
      default -> assertThat(target).doesNotContain("{");
    }
    if (name.endsWith("-Digest")) {
      api.send("POST", target, BodyPublishers.ofByteArray(ExampleModel.CLASSIFIER.bytes()), headers)
          .hasStatus(200, 202);
    } else if (method.equals("post")) {
      Multipart form = Multipart.of(ExampleModel.PROGRAM);
      api.submit(target.substring(path.length()), form, headers).hasStatus(200);
    } else {
      api.send(method.toUpperCase(Locale.ROOT), target, BodyPublishers.noBody(), headers)
          .hasStatus(name.equals("Range") ? 206 : 200);
    }
  }

  private static Optional<String> exampleOf(JsonNode parameter) {
    return Stream.of("/example", "/schema/examples/0", "/schema/items/examples/0")
        .map(parameter::at)
        .filter(node -> !node.isMissingNode())
        .findFirst()
        .map(JsonNode::asString);
  }

  @Test
  void exampleOfAStoredModelIsAnswered() {
    JsonNode examples =
        DOCUMENT
            .operation("submitEvaluation")
            .at("/requestBody/content/application~1json/examples");
    assertThat(examples.isEmpty()).isFalse();
    for (Map.Entry<String, JsonNode> example : examples.properties()) {
      JsonNode body = example.getValue().at("/value");
      assertThat(DOCUMENT.faults("#/components/schemas/StoredModel", body)).isEmpty();
      assertThat(sameEverywhere(api.submitJson("", body.toString()).hasStatus(200).json()))
          .isEqualTo(sameEverywhere(documented("submitEvaluation", "ended")));
    }
  }

  @Test
  void evaluationIsAnsweredAsDocumented() {
    Reply shown = api.get(Api.EVALUATIONS + "/" + evaluation.text("/id"));
    assertThat(sameEverywhere(shown.json()))
        .isEqualTo(sameEverywhere(documented("getEvaluation", "ended")));
  }

  @Test
  void modelIsAnsweredAsDocumented() {
    assertThat(api.get("/api/v1/models/" + ExampleModel.CLASSIFIER.digest()).json())
        .isEqualTo(documented("getModel", "model"));
  }

  @ParameterizedTest
  @CsvSource({"CPU_AND_NE, operations", "CPU_ONLY, outside"})
  void operationsAreAnsweredAsDocumented(String units, String example) {
    Reply asked =
        api.submit("?target=M1@12&computeUnits=" + units, Multipart.of(ExampleModel.CLASSIFIER));
    assertThat(api.get(asked.header("Location").orElseThrow() + "/operations?limit=1").json())
        .isEqualTo(documented("listOperations", example));
  }

  @Test
  void targetsAreAnsweredAsDocumented() {
    String address = Api.EVALUATIONS + "/" + evaluation.text("/id") + "/targets";
    assertThat(sameEverywhere(api.get(address).hasStatus(200).json()))
        .isEqualTo(sameEverywhere(documented("listTargets", "targets")));
    String table =
        DOCUMENT
            .operation("listTargets")
            .at("/responses/200/content/text~1plain/examples/table/value")
            .asString();
    assertThat(api.get(address, "Accept", "text/plain").hasStatus(200).body()).startsWith(table);
  }

  @Test
  void evaluationAsTextIsAnsweredAsDocumented() {
    String address = Api.EVALUATIONS + "/" + evaluation.text("/id");
    String table =
        DOCUMENT
            .operation("getEvaluation")
            .at("/responses/200/content/text~1plain/examples/table/value")
            .asString();
    String shown = api.get(address, "Accept", "text/plain").hasStatus(200).body();
    assertThat(withoutId(shown)).startsWith(withoutId(table));
  }

  private static String withoutId(String text) {
    return text.substring(text.indexOf(' '));
  }

  private static Stream<JsonNode> operations() {
    return DOCUMENT.root().at("/paths").valueStream().flatMap(JsonNode::valueStream);
  }

  private static JsonNode documented(String operation, String example) {
    return DOCUMENT
        .operation(operation)
        .at("/responses/200/content/application~1json/examples/" + example + "/value");
  }

  /** Leaves out what differs from place to place and from time to time. */
  private static JsonNode sameEverywhere(JsonNode evaluation) {
    return ((ObjectNode) evaluation.deepCopy())
        .without(List.of("id", "submittedAt", "startedAt", "finishedAt", "environment"));
  }
}
