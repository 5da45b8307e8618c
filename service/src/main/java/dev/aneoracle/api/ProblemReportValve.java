package dev.aneoracle.api;

import java.io.IOException;
import java.net.URI;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem document what the container refuses before any of our code sees it: an
 * address that is none, a header that is too long.
 */
final class ProblemReportValve extends ErrorReportValve {

  private static final String NOT_HTTP =
      "The request is not valid HTTP: its address, a header or its length cannot be read.";

  private final JsonMapper json;

  ProblemReportValve(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    ProblemType type = Problems.typeOf(status);
    ProblemDetail problem =
        Problems.document(
            type, type == ProblemType.INVALID_REQUEST ? NOT_HTTP : type.explanation());
    problem.setInstance(URI.create("/"));
    try {
      response.setStatus(type.status().value());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(json.writeValueAsBytes(problem));
      response.finishResponse();
    } catch (IOException | IllegalStateException clientGone) {
      container.getLogger().debug("error not reported", clientGone);
    }
  }
}
