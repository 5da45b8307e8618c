package dev.aneoracle.api;

import dev.aneoracle.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/**
 * Which role a request needs. What is not named here needs the highest: a route that is added is
 * closed until someone decides.
 */
record Route(Role needs, Kind kind) {

  private static final String LIVENESS = "/actuator/health/liveness";
  private static final String EVALUATIONS = "/api/v1/evaluations";
  private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

  private static final List<String> FOR_READERS =
      List.of("/api", "/actuator/health", "/actuator/info");
  private static final List<String> DOCUMENTATION =
      List.of("/swagger-ui.html", "/swagger-ui", "/v3/api-docs", "/v3/api-docs.yaml", "/problems");

  static Route of(HttpServletRequest request) {
    String asSent = request.getRequestURI().substring(request.getContextPath().length());
    String asMapped = request.getServletPath();
    // An address that reads in two ways is none that a role below the highest is meant for.
    return asSent.equals(asMapped) || (under("/api", asSent) && under("/api", asMapped))
        ? of(request.getMethod(), asMapped)
        : new Route(Role.ADMIN, Kind.OTHER);
  }

  /** Returns the route of a decoded path. */
  static Route of(String method, String path) {
    if (!LOOKING.contains(method)) {
      return new Route(path.equals(EVALUATIONS) ? Role.SUBMIT : Role.ADMIN, Kind.OTHER);
    }
    if (path.equals(LIVENESS)) {
      return new Route(Role.READ, Kind.OPEN);
    }
    if (path.equals("/") || DOCUMENTATION.stream().anyMatch(folder -> under(folder, path))) {
      return new Route(Role.READ, Kind.DOCUMENTATION);
    }
    return new Route(
        FOR_READERS.stream().anyMatch(folder -> under(folder, path)) ? Role.READ : Role.ADMIN,
        Kind.OTHER);
  }

  private static boolean under(String folder, String path) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  /** Returns whether strangers may use it. */
  boolean open() {
    return kind == Kind.OPEN;
  }

  /** Returns whether it is a page that a browser opens by itself, and that does nothing. */
  boolean documentation() {
    return kind == Kind.DOCUMENTATION;
  }

  private enum Kind {
    OPEN,
    DOCUMENTATION,
    OTHER
  }
}
