package dev.aneoracle.api;

import dev.aneoracle.access.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Stands before everything: no request goes on, and no body is read, unless the guard says so. */
final class GuardFilter extends OncePerRequestFilter {

  /** Is set on a request that was refused, for the container to let its body be. */
  static final String REFUSED = GuardFilter.class.getName() + ".refused";

  private static final String CALLER = Caller.class.getName();

  private final Guard guard;
  private final MeterRegistry meters;
  private final JsonMapper json;

  GuardFilter(Guard guard, MeterRegistry meters, JsonMapper json) {
    this.guard = guard;
    this.meters = meters;
    this.json = json;
  }

  /** Returns who makes a request that was let in. */
  static Caller callerOf(HttpServletRequest request) {
    return (Caller) Objects.requireNonNull(request.getAttribute(CALLER));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityHeaders.write(request, response);
    switch (guard.admit(request)) {
      case Guard.Admission.Admitted(Caller caller) -> {
        request.setAttribute(CALLER, caller);
        try (MDC.MDCCloseable _ = MDC.putCloseable("caller", caller.name())) {
          chain.doFilter(request, response);
        }
      }
      case Guard.Admission.Refused refused -> refuse(request, response, refused);
    }
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, Guard.Admission.Refused refused)
      throws IOException {
    request.setAttribute(REFUSED, true);
    meters.counter("ane.oracle.refused", "reason", refused.type().slug()).increment();
    response.setStatus(refused.type().status().value());
    refused
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    ProblemDetail problem = Problems.document(refused.type(), refused.detail());
    problem.setInstance(Problems.instance(request.getRequestURI()));
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
