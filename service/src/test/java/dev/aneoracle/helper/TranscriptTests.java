package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aneoracle.helper.MeasurementRequest.EngineChoice;
import dev.aneoracle.helper.MeasurementRequest.Optionals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests the codec against the conversations that the helper's own codec passes too. */
class TranscriptTests {

  private static final Path TRANSCRIPTS = Path.of("../native-agent/protocol/transcripts");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> KNOWN =
      List.of(
          "type",
          "id",
          "modelPath",
          "compiledModelPath",
          "computeUnits",
          "function",
          "shapes",
          "predictions",
          "optionals",
          "engine",
          "evidence",
          "dumpDirectory",
          "dumpLimitBytes");

  private final MessageDecoder decoder = new MessageDecoder();

  static List<String> conversations() throws IOException {
    return names(TRANSCRIPTS, ".jsonl");
  }

  static List<String> invalid() throws IOException {
    return names(TRANSCRIPTS.resolve("invalid"), ".json").stream()
        .filter(name ->
            parse(TRANSCRIPTS.resolve("invalid").resolve(name))
                .get("from")
                .stringValue()
                .equals("helper"))
        .toList();
  }

  private static List<String> names(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static JsonNode parse(Path file) {
    return MAPPER.readTree(file);
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void followsEveryConversation(String name) throws Exception {
    Dialogue dialogue = new Dialogue.Silent();
    for (String line : Files.readAllLines(TRANSCRIPTS.resolve(name))) {
      JsonNode said = MAPPER.readTree(line);
      String text = said.get("line").stringValue();
      if (said.get("from").stringValue().equals("helper")) {
        dialogue = dialogue.after(decoder.decode(text));
      } else if (isValidRequest(MAPPER.readTree(text))) {
        HelperRequest request = request(MAPPER.readTree(text));
        assertThat(dialogue).isInstanceOf(Dialogue.Greeted.class);
        dialogue = ((Dialogue.Greeted) dialogue).ask(request);
        assertThat(given(new RequestEncoder().encode(request), text))
            .isEqualTo(only(MAPPER.readTree(text), KNOWN));
      } else {
        dialogue =
            new Dialogue.Asked(
                request(MAPPER.readTree("{\"type\":\"plan\",\"id\":\"%s\"}".formatted(id(text)))));
      }
    }
    assertThat(dialogue).isNotInstanceOf(Dialogue.Silent.class);
  }

  private static String id(String text) {
    JsonNode id = MAPPER.readTree(text).get("id");
    return id == null ? "" : id.asString();
  }

  /** Some conversations show how the helper refuses a request that this service never makes. */
  private static boolean isValidRequest(JsonNode node) {
    return switch (node.get("type").stringValue()) {
      case "evaluate" ->
          node.has("id")
              && node.has("modelPath")
              && node.has("computeUnits")
              && node.has("predictions")
              && node.get("modelPath").isString()
              && List.of("ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY")
                  .contains(node.get("computeUnits").asString())
              && node.get("predictions").asInt(0) > 0;
      case "plan" -> node.has("compiledModelPath");
      default -> false;
    };
  }

  /** What the service always says is left out where the conversation leaves it to the default. */
  private static JsonNode given(byte[] line, String text) {
    return only(MAPPER.readTree(line), KNOWN.stream().filter(MAPPER.readTree(text)::has).toList());
  }

  /** Returns the known properties that have a value. */
  private static JsonNode only(JsonNode node, List<String> names) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (String name : names) {
      JsonNode value = node.path(name);
      if (!value.isMissingNode() && !value.isNull() && !(value.isObject() && value.isEmpty())) {
        properties.put(name, value);
      }
    }
    return MAPPER.readTree(MAPPER.writeValueAsString(properties));
  }

  private static HelperRequest request(JsonNode node) {
    String id = node.get("id").stringValue();
    if (node.get("type").stringValue().equals("plan")) {
      return new HelperRequest.PlanModel(
          id, node.path("compiledModelPath").asString(""), node.path("computeUnits").asString(""));
    }
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> shape : node.path("shapes").properties()) {
      List<Long> sizes = new ArrayList<>();
      shape.getValue().values().forEach(size -> sizes.add(size.longValue()));
      shapes.put(shape.getKey(), sizes);
    }
    return new HelperRequest.Evaluate(
        id,
        Path.of(node.get("modelPath").stringValue()),
        node.get("computeUnits").stringValue(),
        node.path("function").stringValue(null),
        shapes,
        node.get("predictions").intValue(),
        Optionals.valueOf(node.path("optionals").asString("GIVEN")),
        EngineChoice.valueOf(node.path("engine").asString("DEFAULT")),
        node.path("evidence").asBoolean(true),
        node.path("dumpDirectory").isString()
            ? new HelperRequest.Dump(
                Path.of(node.get("dumpDirectory").stringValue()),
                node.get("dumpLimitBytes").longValue())
            : null);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesEveryInvalidLineForItsReason(String name) {
    JsonNode example = parse(TRANSCRIPTS.resolve("invalid").resolve(name));
    String id = example.path("id").asString("1");

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> read(bytes(example), id))
        .satisfies(e -> {
          assertThat(e.reason().wireName()).isEqualTo(example.get("reason").stringValue());
          assertThat(e.getMessage()).isNotBlank();
        });
  }

  private void read(InputStream bytes, String id) throws IOException, ProtocolException {
    LineReader lines = new LineReader(bytes);
    for (String line = lines.next(); line != null; line = lines.next()) {
      HelperMessage message = decoder.decode(line);
      if (!(message instanceof HelperMessage.Hello)) {
        var _ = new Dialogue.Asked(new HelperRequest.PlanModel(id, "", "")).after(message);
      }
    }
  }

  private static InputStream bytes(JsonNode example) throws IOException {
    if (example.has("base64")) {
      return new ByteArrayInputStream(
          Base64.getDecoder().decode(example.get("base64").stringValue()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = example.get("repeat").stringValue().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < example.get("times").intValue(); i++) {
      bytes.write(part);
    }
    bytes.write('\n');
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
