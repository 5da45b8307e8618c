package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
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

/**
 * Lets a problem document say that the connection closes where a long body is left unread. It is
 * said before the document is written, for with its first bytes the headers go; a client that is
 * not told makes its next request on a connection that is about to close.
 */
@RestControllerAdvice
class UnreadBody implements ResponseBodyAdvice<Object> {

  private static final String LEFT = UnreadBody.class.getName() + ".left";

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
    if (body instanceof ProblemDetail
        && request instanceof ServletServerHttpRequest servlet
        && servlet.getServletRequest().getAttribute(LEFT) instanceof BooleanSupplier left
        && left.getAsBoolean()) {
      response.getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
    return body;
  }
}
