package dev.aneoracle.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

/** A client of the service under test that holds every reply against the API document. */
final class Api {

  static final String EVALUATIONS = "/api/v1/evaluations";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ApiDocument DOCUMENT = ApiDocument.read();

  private final int port;

  Api(int port) {
    this.port = port;
  }

  Reply get(String target, String... headers) {
    return send("GET", target, BodyPublishers.noBody(), headers);
  }

  Reply delete(String target) {
    return send("DELETE", target, BodyPublishers.noBody());
  }

  /** Submits a form and waits for the end. */
  Reply submit(String query, Multipart form, String... headers) {
    return send(
        "POST",
        EVALUATIONS + query,
        form.body(),
        with(headers, "Content-Type", form.contentType(), "Prefer", "wait=30"));
  }

  /** Submits JSON and waits for the end. */
  Reply submitJson(String query, String json) {
    return send(
        "POST",
        EVALUATIONS + query,
        BodyPublishers.ofString(json),
        "Content-Type",
        "application/json",
        "Prefer",
        "wait=30");
  }

  Reply send(String method, String target, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .timeout(TIMEOUT)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return checked(
          new Reply(
              method, target, response.statusCode(), response.headers().map(), response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends bytes that no client library would. */
  Reply raw(String request) {
    return checked(RawHttp.send(port, request));
  }

  private static Reply checked(Reply reply) {
    DOCUMENT.check(reply);
    return reply;
  }

  private static String[] with(String[] headers, String... more) {
    String[] all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }
}
