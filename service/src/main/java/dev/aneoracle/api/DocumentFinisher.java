package dev.aneoracle.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.MediaType;

/** Gives the whole document its examples and one order, whatever the order of discovery was. */
final class DocumentFinisher implements OpenApiCustomizer {

  private static final Map<String, Map<String, List<String>>> EXAMPLES =
      Map.ofEntries(
          Map.entry("submitEvaluation", Map.of("200", List.of("ended"), "202", List.of("queued"))),
          Map.entry(
              "getEvaluation", Map.of("200", List.of("ended", "queued", "failed", "measured"))),
          Map.entry("listEvaluations", Map.of("200", List.of("evaluations"))),
          Map.entry("listTargets", Map.of("200", List.of("targets"))),
          Map.entry("listOperations", Map.of("200", List.of("operations", "outside"))),
          Map.entry("listenToEvaluation", Map.of("200", List.of("event", "lastEvent"))),
          Map.entry("listModels", Map.of("200", List.of("models"))),
          Map.entry("getModel", Map.of("200", List.of("model"))),
          Map.entry("listHosts", Map.of("200", List.of("mac", "linux"))),
          Map.entry("listArtifacts", Map.of("200", List.of("artifacts"))),
          Map.entry("getMaintenance", Map.of("200", List.of("finishing", "idle", "noMaintenance"))),
          Map.entry("beginMaintenance", Map.of("200", List.of("finishing", "idle"))));

  @Override
  public void customise(OpenAPI document) {
    // No reply that is JSON has them in it.
    for (Class<?> type : List.of(ProblemDocument.class, EvaluationEvent.class)) {
      ModelConverters.getInstance(true)
          .readAll(type)
          .forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
    }
    describeEvents(requireNonNull(document.getComponents().getSchemas().get("Event")));
    document.getComponents().setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
    Paths paths = new Paths();
    paths.putAll(new TreeMap<>(document.getPaths()));
    document.setPaths(paths);
    paths.values().forEach(path -> path.readOperations().forEach(DocumentFinisher::finish));
    paths.forEach((path, item) ->
        item.readOperationsMap()
            .forEach((method, operation) ->
                operation.setSecurity(tokenOf(Route.of(method.name(), path)))));
  }

  /** A service without tokens needs none, so that none at all is said to be right as well. */
  private static List<SecurityRequirement> tokenOf(Route route) {
    return List.of(
        new SecurityRequirement().addList(OpenApiConfiguration.BEARER, route.needs().word()),
        new SecurityRequirement());
  }

  private static void finish(Operation operation) {
    operation.getResponses().values().forEach(DocumentFinisher::leaveReferencesAlone);
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(DocumentFinisher::suggestOnly);
      operation.getParameters().stream()
          .filter(parameter -> parameter.getName().equals("id"))
          .forEach(parameter -> parameter.getSchema().setPattern(EvaluationCursor.PATTERN));
    }
    EXAMPLES
        .getOrDefault(operation.getOperationId(), Map.of())
        .forEach((status, names) -> names.forEach(name -> addExample(operation, status, name)));
  }

  /** What stands beside a reference is passed over, so that nothing does. */
  private static void leaveReferencesAlone(ApiResponse response) {
    if (response.getHeaders() != null) {
      response.getHeaders().values().stream()
          .filter(header -> header.get$ref() != null)
          .forEach(header -> header.setStyle(null));
    }
  }

  /** Says what is in the text of an event's data, of which a schema sees only the text. */
  private static void describeEvents(Schema<?> event) {
    Schema<?> data = new Schema<>(SpecVersion.V31);
    data.set$ref("#/components/schemas/EvaluationEvent");
    requireNonNull(event.getProperties().get("data"))
        .contentMediaType(MediaType.APPLICATION_JSON_VALUE)
        .contentSchema(data);
  }

  /** An example of the parameter itself would be filled in and sent by Swagger UI. */
  private static void suggestOnly(Parameter parameter) {
    if (!Boolean.TRUE.equals(parameter.getRequired()) && parameter.getExample() != null) {
      Schema<?> schema = parameter.getSchema();
      suggest(schema, parameter.getExample());
      parameter.setExample(null);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> void suggest(Schema<T> schema, Object example) {
    schema.setExamples(List.of((T) example));
  }

  private static void addExample(Operation operation, String status, String name) {
    ApiResponse response = requireNonNull(operation.getResponses().get(status));
    response
        .getContent()
        .forEach((type, content) -> {
          if (!type.equals(MediaType.TEXT_PLAIN_VALUE)) {
            content.addExamples(name, new Example().value(read(name)));
          }
        });
  }

  private static JsonNode read(String name) {
    try (InputStream file =
        DocumentFinisher.class.getResourceAsStream("examples/" + name + ".json")) {
      if (file == null) {
        throw new IllegalStateException("There is no example " + name);
      }
      return Json31.mapper().readTree(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The example " + name + " is no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
