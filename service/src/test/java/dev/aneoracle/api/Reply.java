package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
record Reply(
    String method, String target, int status, Map<String, List<String>> headers, String body) {

  private static final JsonMapper JSON = JsonMapper.shared();

  Reply {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  String mediaType() {
    return header("Content-Type").map(type -> type.split(";", 2)[0].strip()).orElse("");
  }

  JsonNode json() {
    return JSON.readTree(body);
  }

  /** Returns a member of the body as text. */
  String text(String pointer) {
    return json().at(pointer).asString();
  }

  /** Returns the ids of the evaluations on a page. */
  List<String> ids() {
    return StreamSupport.stream(json().at("/items").spliterator(), false)
        .map(item -> item.at("/id").asString())
        .toList();
  }

  Reply hasStatus(int... expected) {
    assertThat(expected).as("%s %s: %s", method, target, body).contains(status);
    return this;
  }

  Reply isProblem(ProblemType type) {
    hasStatus(type.status().value());
    assertThat(text("/type")).as(body).isEqualTo(type.uri().toString());
    return this;
  }

  /** Checks that the problem's detail names what is wrong. */
  Reply saying(String... words) {
    assertThat(text("/detail")).contains(words);
    return this;
  }
}
