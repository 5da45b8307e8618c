package dev.aneoracle.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the service's HTTP API. Thread-safe. */
record Client(URI base) {

  static final JsonMapper JSON = JsonMapper.shared();

  private static final String MAINTENANCE = "/api/v1/maintenance";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int PAGE = 1000;
  private static final int MOST_PAGES = 100;

  /** Returns whether the service says that it is ready. */
  boolean ready() {
    try {
      return send(get("/actuator/health/readiness")).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Uploads a body as it is. */
  Reply upload(Upload upload) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/api/v1/evaluations" + query(upload.parameters())))
            .timeout(LIMIT)
            .POST(upload.body());
    upload.headers().forEach(request::setHeader);
    return Reply.of(send(request.build()));
  }

  /** Returns what lies at a path, which has to be there. */
  String text(String path) throws IOException {
    HttpResponse<String> response = send(get(path));
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " is answered with " + response.statusCode());
    }
    return response.body();
  }

  /** Returns the status of a path. */
  int status(String path) throws IOException {
    return send(get(path)).statusCode();
  }

  Reply evaluation(String id) throws IOException {
    return Reply.of(send(get("/api/v1/evaluations/" + id)));
  }

  /** Returns an evaluation once it has ended, or as it stands after a minute. */
  Reply waitFor(String id) throws IOException {
    return Reply.of(
        send(
            HttpRequest.newBuilder(base.resolve("/api/v1/evaluations/" + id))
                .timeout(LIMIT)
                .header("Prefer", "wait=60")
                .build()));
  }

  int delete(String id) throws IOException {
    return send(HttpRequest.newBuilder(base.resolve("/api/v1/evaluations/" + id))
            .timeout(LIMIT)
            .DELETE()
            .build())
        .statusCode();
  }

  /** Returns a metric, summed over its tags that contain the text. */
  double metric(String name, String tag) throws IOException {
    return send(get("/actuator/prometheus"))
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(tag))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Returns every evaluation there is. */
  List<JsonNode> evaluations() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      Reply reply = list("limit=" + PAGE + cursor);
      reply.json().path("items").forEach(all::add);
      if (reply.json().path("next").isNull()) {
        return all;
      }
      cursor = "&cursor=" + reply.json().path("next").asString();
    }
    throw new AssertionError("More than " + MOST_PAGES + " pages of evaluations");
  }

  private Reply list(String query) throws IOException {
    Reply reply = Reply.of(send(get("/api/v1/evaluations?" + query)));
    if (reply.status() != 200) {
      throw new AssertionError("The list is answered with " + reply);
    }
    return reply;
  }

  /** Returns once no evaluation waits or runs. */
  void awaitAllEnded(Duration limit) {
    await("every evaluation has ended")
        .atMost(limit)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> none("QUEUED") && none("RUNNING"));
  }

  private boolean none(String state) throws IOException {
    return list("limit=1&state=" + state).json().path("items").isEmpty();
  }

  /** Begins or ends the node's maintenance, and returns the status. */
  int maintenance(String method) throws IOException {
    return send(HttpRequest.newBuilder(base.resolve(MAINTENANCE))
            .timeout(LIMIT)
            .method(method, BodyPublishers.noBody())
            .build())
        .statusCode();
  }

  /** Returns the state of the node's maintenance. */
  String maintenance() throws IOException {
    return JSON.readTree(text(MAINTENANCE)).path("state").asString();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT).build();
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** What is uploaded and how. */
  record Upload(BodyPublisher body, Map<String, String> parameters, Map<String, String> headers) {

    static Upload raw(byte[] content, String filename) {
      return raw(HttpRequest.BodyPublishers.ofByteArray(content), filename);
    }

    static Upload raw(BodyPublisher body, String filename) {
      return new Upload(
          body, Map.of("filename", filename), Map.of("Content-Type", "application/octet-stream"));
    }

    Upload withParameter(String name, String value) {
      return new Upload(body, with(parameters, name, value), headers);
    }

    Upload withHeader(String name, String value) {
      return new Upload(body, parameters, with(headers, name, value));
    }

    /** Asks for the answer to wait for the evaluation's end. */
    Upload waiting() {
      return withHeader("Prefer", "wait=60");
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
      Map<String, String> more = new java.util.TreeMap<>(map);
      more.put(name, value);
      return more;
    }
  }

  /** An answer that came whole. */
  record Reply(int status, JsonNode json, @Nullable String retryAfter) {

    static Reply of(HttpResponse<String> response) {
      return new Reply(
          response.statusCode(),
          JSON.readTree(response.body()),
          response.headers().firstValue("Retry-After").orElse(null));
    }

    boolean accepted() {
      return status == 200 || status == 202;
    }

    String id() {
      return json.path("id").asString();
    }

    boolean ended() {
      return Answers.ended(json);
    }

    /** Returns the problem's type without its folder, empty where it is none. */
    String problem() {
      return json.path("type").asString("").replace("/problems/", "");
    }
  }

  /** Looks at evaluations as JSON. */
  static final class Answers {

    private Answers() {}

    static boolean ended(JsonNode evaluation) {
      return switch (evaluation.path("state").asString()) {
        case "SUCCEEDED", "FAILED", "CANCELLED" -> true;
        default -> false;
      };
    }

    /** Returns what must never change once an evaluation has ended. */
    static Map<String, JsonNode> result(JsonNode evaluation) {
      return java.util.stream.Stream.of(
              "state", "verdict", "segments", "predictions", "failure", "finishedAt", "model")
          .collect(
              Collectors.toMap(
                  name -> name,
                  name -> evaluation.path(name),
                  (a, _) -> a,
                  java.util.TreeMap::new));
    }

    static List<String> texts(JsonNode array) {
      return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }
  }
}
