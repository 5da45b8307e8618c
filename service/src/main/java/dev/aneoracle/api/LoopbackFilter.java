package dev.aneoracle.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps web pages of other sites out while there are no tokens: a name that an attacker's server
 * resolves to this machine shows in {@code Host}, a page that posts to it shows in {@code Origin}.
 */
final class LoopbackFilter extends OncePerRequestFilter {

  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private final JsonMapper json;

  LoopbackFilter(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> refusal = refusal(request);
    if (refusal.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(ProblemType.FORBIDDEN.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    ProblemDetail problem = Problems.document(ProblemType.FORBIDDEN, refusal.get());
    problem.setInstance(Problems.instance(request.getRequestURI()));
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }

  private static Optional<String> refusal(HttpServletRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (!loopback(host == null ? null : hostOf("http://" + host))) {
      return Optional.of(
          "The Host header names %s; without tokens the service answers only as localhost."
              .formatted(host == null ? "nothing" : "'" + host + "'"));
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !loopback(hostOf(origin))) {
      return Optional.of(
          "A page of '%s' may not use this service; without tokens only pages of localhost may."
              .formatted(origin));
    }
    return Optional.empty();
  }

  private static @Nullable String hostOf(String uri) {
    try {
      return URI.create(uri).getHost();
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }

  private static boolean loopback(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("[::1]") || LOOPBACK_V4.matcher(name).matches();
  }
}
