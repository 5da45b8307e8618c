package dev.aneoracle.api;

import dev.aneoracle.access.Caller;
import dev.aneoracle.access.FailureLimiter;
import dev.aneoracle.access.Role;
import dev.aneoracle.access.TokenRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * Lets in who holds a token whose role is enough. Without one nothing is answered but whether the
 * service is alive.
 */
final class TokenCallers implements Guard {

  private static final String BEARER = "Bearer realm=\"ane-oracle\"";
  private static final String BASIC = "Basic realm=\"ane-oracle\", charset=\"UTF-8\"";

  private final TokenRegistry tokens;
  private final FailureLimiter failures;

  TokenCallers(TokenRegistry tokens, FailureLimiter failures) {
    this.tokens = tokens;
    this.failures = failures;
  }

  @Override
  public Admission admit(HttpServletRequest request) {
    Route route = Route.of(request);
    if (route.open()) {
      return new Admission.Admitted(new Caller("anyone", Role.READ));
    }
    return switch (Credentials.of(request)) {
      case Credentials.None _ ->
          unauthorized(route, "There is no token. Send it as `Authorization: Bearer TOKEN`.", "");
      case Credentials.Presented presented -> judge(request.getRemoteAddr(), route, presented);
    };
  }

  private Admission judge(String address, Route route, Credentials.Presented presented) {
    Optional<Duration> wait = failures.waitOf(address);
    if (wait.isPresent()) {
      return tooManyFailures(wait.get());
    }
    if (presented instanceof Credentials.Basic && !route.documentation()) {
      return unauthorized(
          route,
          "A password opens the pages of the documentation only. Send the token as `Authorization:"
              + " Bearer TOKEN`.",
          "");
    }
    Optional<Caller> holder = presented.token().flatMap(tokens::holderOf);
    if (holder.isEmpty()) {
      failures.failed(address);
      return unauthorized(
          route,
          "The token is not one of this service, or no longer. Ask its operator for another.",
          ", error=\"invalid_token\"");
    }
    Caller caller = holder.get();
    return caller.role().includes(route.needs())
        ? new Admission.Admitted(caller)
        : forbidden(caller, route.needs());
  }

  private static Admission unauthorized(Route route, String detail, String error) {
    List<String> challenges =
        route.documentation() ? List.of(BEARER + error, BASIC) : List.of(BEARER + error);
    return new Admission.Refused(
        ProblemType.UNAUTHORIZED, detail, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenges));
  }

  private static Admission forbidden(Caller caller, Role needed) {
    return new Admission.Refused(
        ProblemType.FORBIDDEN,
        "The token '%s' has the role %s; this needs the role %s."
            .formatted(caller.name(), caller.role().word(), needed.word()));
  }

  private static Admission tooManyFailures(Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return new Admission.Refused(
        ProblemType.TOO_MANY_FAILURES,
        "Too many wrong tokens came from this address. Wait %d seconds, then send the right one."
            .formatted(seconds),
        Map.of(HttpHeaders.RETRY_AFTER, List.of(Long.toString(seconds))));
  }
}
