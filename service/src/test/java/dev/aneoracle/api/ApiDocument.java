package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The committed API document, and whether a reply keeps to it. */
final class ApiDocument {

  static final Path FILE = Path.of("..", "openapi", "ane-oracle.yaml");

  private static final String IRI = "https://ane-oracle.invalid/openapi";
  private static final String PROBLEM = "application/problem+json";

  private final JsonNode root;
  private final SchemaRegistry schemas;

  private ApiDocument(JsonNode root) {
    this.root = root;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(IRI, root.toString())));
  }

  static ApiDocument read() {
    try {
      return new ApiDocument(YAMLMapper.builder().build().readTree(Files.readString(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** Returns the operation with the id. */
  JsonNode operation(String id) {
    return root.at("/paths").properties().stream()
        .flatMap(path -> path.getValue().properties().stream())
        .map(Map.Entry::getValue)
        .filter(operation -> operation.at("/operationId").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Returns what is wrong with a value by a schema such as {@code #/components/schemas/Model}. */
  List<Error> faults(String pointer, JsonNode value) {
    return schemas
        .getSchema(SchemaLocation.of(IRI + pointer))
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  /** Checks a reply against the operation it came from; every error is a problem document. */
  void check(Reply reply) {
    boolean ours = !reply.target().startsWith("/actuator/");
    if (ours && reply.status() >= 400) {
      checkProblem(reply);
    }
    Optional<String> found = pointerOf(reply);
    if (found.isEmpty()) {
      return;
    }
    String pointer = found.get() + "/responses/" + reply.status();
    JsonNode response = root.at(pointer);
    assertThat(response.isObject())
        .as("%s %s may not answer %s", reply.method(), reply.target(), reply.status())
        .isTrue();
    response.at("/headers").properties().stream()
        .filter(header -> resolved(header.getValue()).at("/required").asBoolean())
        .forEach(
            header -> assertThat(reply.header(header.getKey())).as(header.getKey()).isPresent());
    if (!reply.body().isEmpty()) {
      assertThat(response.at("/content").propertyNames()).containsAnyOf(reply.mediaType(), "*/*");
      if (!reply.mediaType().equals("application/json")) {
        return;
      }
      String schema = pointer + "/content/" + reply.mediaType().replace("/", "~1") + "/schema";
      assertThat(faults("#" + schema, reply.json())).as("%s", reply).isEmpty();
    }
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.at("/$ref").asString();
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }

  private void checkProblem(Reply reply) {
    assertThat(reply.mediaType()).as("%s", reply).isEqualTo(PROBLEM);
    if (reply.method().equals("HEAD")) {
      return;
    }
    JsonNode problem = reply.json();
    assertThat(faults("#/components/schemas/Problem", problem)).as("%s", reply).isEmpty();
    ProblemType type =
        Arrays.stream(ProblemType.values())
            .filter(one -> one.uri().toString().equals(problem.at("/type").asString()))
            .findFirst()
            .orElseThrow();
    assertThat(problem.at("/status").asInt())
        .isEqualTo(reply.status())
        .isEqualTo(type.status().value());
    assertThat(problem.at("/title").asString()).isEqualTo(type.title());
    assertThat(problem.at("/retryable").asBoolean()).isEqualTo(type.retryable());
    assertThat(reply.body())
        .doesNotContain("timestamp", "stackTrace", "Exception", "java.", "org.springframework");
  }

  private Optional<String> pointerOf(Reply reply) {
    String path = reply.target().split("\\?", 2)[0];
    String method = reply.method().toLowerCase(Locale.ROOT);
    return root.at("/paths").propertyNames().stream()
        .filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
        .map(template -> "/paths/" + template.replace("~", "~0").replace("/", "~1") + "/" + method)
        .filter(pointer -> root.at(pointer).isObject())
        .findFirst();
  }
}
