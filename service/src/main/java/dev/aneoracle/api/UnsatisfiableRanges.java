package dev.aneoracle.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Refuses a range that a file does not have, where the framework would send the whole file under
 * status 416; a range in units other than bytes is passed over, as RFC 9110 has it.
 */
@RestControllerAdvice
class UnsatisfiableRanges implements ResponseBodyAdvice<Object> {

  private static final String BYTES = "bytes=";

  /** What is said of the file, and not of an answer that refuses it. */
  private static final List<String> OF_THE_FILE =
      List.of(HttpHeaders.ETAG, HttpHeaders.CONTENT_DISPOSITION, ExpectedDigests.REPR_DIGEST);

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
    if (!(response instanceof ServletServerHttpResponse servlet)) {
      return body;
    }
    HttpStatus status = HttpStatus.resolve(servlet.getServletResponse().getStatus());
    if (status == HttpStatus.PARTIAL_CONTENT && body instanceof List<?> parts && parts.isEmpty()) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST, "The header Range names no part; name one or leave it out.");
    }
    if (status == HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE && body instanceof Resource file) {
      String range = String.valueOf(request.getHeaders().getFirst(HttpHeaders.RANGE));
      if (range.startsWith(BYTES)) {
        OF_THE_FILE.forEach(name -> servlet.getServletResponse().setHeader(name, null));
        throw new UnsatisfiableRangeException(range, length(file));
      }
      response.getHeaders().remove(HttpHeaders.CONTENT_RANGE);
      response.setStatusCode(HttpStatus.OK);
    }
    return body;
  }

  private static long length(Resource file) {
    try {
      return file.contentLength();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
