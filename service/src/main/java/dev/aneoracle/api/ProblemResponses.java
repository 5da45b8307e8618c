package dev.aneoracle.api;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Documents the problems that an operation can answer with, in the words of their types. */
final class ProblemResponses implements OperationCustomizer {

  static final String SCHEMA = "Problem";

  /** What any operation can answer with: tokens, content negotiation, parameters, faults. */
  private static final Set<ProblemType> COMMON =
      EnumSet.of(
          ProblemType.INVALID_REQUEST,
          ProblemType.UNAUTHORIZED,
          ProblemType.FORBIDDEN,
          ProblemType.TOO_MANY_FAILURES,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.STORAGE_UNAVAILABLE,
          ProblemType.DATABASE_UNAVAILABLE,
          ProblemType.INTERNAL_ERROR);

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Map<Integer, List<ProblemType>> byStatus = new TreeMap<>();
    for (ProblemType type : typesOf(handler)) {
      byStatus.computeIfAbsent(type.status().value(), _ -> new ArrayList<>()).add(type);
    }
    ApiResponses responses = operation.getResponses();
    boolean headersOnly = headersOnly(handler);
    byStatus.forEach((status, types) ->
        responses.addApiResponse(status.toString(), response(types, headersOnly)));
    Map<String, ApiResponse> sorted = new TreeMap<>(responses);
    responses.clear();
    responses.putAll(sorted);
    return operation;
  }

  private static Set<ProblemType> typesOf(HandlerMethod handler) {
    Set<ProblemType> types = EnumSet.copyOf(COMMON);
    ProblemAnswers answers =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), ProblemAnswers.class);
    if (answers != null) {
      types.addAll(Arrays.asList(answers.value()));
    }
    return types;
  }

  private static boolean headersOnly(HandlerMethod handler) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
    return mapping != null && Arrays.asList(mapping.method()).contains(RequestMethod.HEAD);
  }

  private static ApiResponse response(List<ProblemType> types, boolean headersOnly) {
    ApiResponse response =
        new ApiResponse()
            .description(
                types.stream()
                    .map(type -> "`%s`: %s".formatted(type.slug(), type.title()))
                    .collect(Collectors.joining("; ")));
    if (types.contains(ProblemType.TOO_MANY_FAILURES)
        || types.contains(ProblemType.DATABASE_UNAVAILABLE)
        || types.contains(ProblemType.TOO_MANY_UPLOADS)
        || types.contains(ProblemType.TOO_MANY_LISTENERS)) {
      response.addHeaderObject(HttpHeaders.RETRY_AFTER, retryAfter("Seconds to wait"));
    }
    if (types.contains(ProblemType.QUEUE_FULL)) {
      response.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          retryAfter(
              "Seconds to wait; of a full queue or quota, until a place will probably be free"));
    }
    if (types.contains(ProblemType.RANGE_NOT_SATISFIABLE)) {
      response.addHeaderObject(HttpHeaders.CONTENT_RANGE, wholeLength());
    }
    if (types.contains(ProblemType.UNAUTHORIZED)) {
      response.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, challenge());
    }
    return headersOnly ? response : response.content(content(types));
  }

  private static Header challenge() {
    return new Header()
        .description("`Bearer`, and what was wrong")
        .required(true)
        .schema(OpenApiConfiguration.text());
  }

  private static Header wholeLength() {
    StringSchema length = OpenApiConfiguration.text();
    length.addExample("bytes */200");
    return new Header().description("How long the whole is").required(true).schema(length);
  }

  private static Header retryAfter(String description) {
    Schema<?> seconds = new IntegerSchema();
    seconds.setSpecVersion(SpecVersion.V31);
    seconds.addType("integer");
    seconds.setMinimum(BigDecimal.ONE);
    return new Header().description(description).required(true).schema(seconds);
  }

  private static Content content(List<ProblemType> types) {
    Schema<?> reference = new Schema<>(SpecVersion.V31);
    reference.set$ref("#/components/schemas/" + SCHEMA);
    MediaType body = new MediaType().schema(reference);
    types.forEach(type -> body.addExamples(type.slug(), example(type)));
    return new Content()
        .addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, body);
  }

  private static Example example(ProblemType type) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", type.uri().toString());
    document.put("title", type.title());
    document.put("status", type.status().value());
    document.put("detail", type.explanation());
    document.put("instance", "/api/v1/evaluations");
    document.put("retryable", type.retryable());
    return new Example().value(document);
  }
}
