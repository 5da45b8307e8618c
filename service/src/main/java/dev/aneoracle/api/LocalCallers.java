package dev.aneoracle.api;

import dev.aneoracle.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Keeps web pages of other sites out while there are no tokens: a name that an attacker's server
 * resolves to this machine shows in {@code Host}, a page that posts to it shows in {@code Origin}.
 */
final class LocalCallers implements Guard {

  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  @Override
  public Admission admit(HttpServletRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (!loopback(host == null ? null : hostOf("http://" + host))) {
      return refused(
          "The Host header names %s; without tokens the service answers only as localhost."
              .formatted(host == null ? "nothing" : "'" + host + "'"));
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !loopback(hostOf(origin))) {
      return refused(
          "A page of '%s' may not use this service; without tokens only pages of localhost may."
              .formatted(origin));
    }
    return new Admission.Admitted(Caller.LOCAL);
  }

  private static Admission refused(String detail) {
    return new Admission.Refused(ProblemType.FORBIDDEN, detail);
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
