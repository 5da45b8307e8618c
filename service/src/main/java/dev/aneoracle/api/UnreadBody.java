package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a problem document say that the connection closes where a long body is left unread. It is
 * said before the document is written, for with its first bytes the headers go; a client that is
 * not told makes its next request on a connection that is about to close. The document's length is
 * said too: the container would let it end with the connection, which stays open for a while so
 * that the body can be read on.
 */
@RestControllerAdvice
class UnreadBody implements ResponseBodyAdvice<Object> {

  private static final String LEFT = UnreadBody.class.getName() + ".left";

  private final JsonMapper json;

  UnreadBody(JsonMapper json) {
    this.json = json;
  }

  /** Says how to find out whether a long body is left of a request. */
  static void ask(HttpServletRequest request, BooleanSupplier left) {
    request.setAttribute(LEFT, left);
  }

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType contentType,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body instanceof ProblemDetail problem
        && request instanceof ServletServerHttpRequest servlet
        && servlet.getServletRequest().getAttribute(LEFT) instanceof BooleanSupplier left
        && left.getAsBoolean()) {
      write(problem, response);
      return null;
    }
    return body;
  }

  private void write(ProblemDetail problem, ServerHttpResponse response) {
    byte[] document = json.writeValueAsBytes(problem);
    HttpHeaders headers = response.getHeaders();
    headers.set(HttpHeaders.CONNECTION, "close");
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setContentLength(document.length);
    try {
      response.getBody().write(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
