package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** What a request shows to be let in. */
sealed interface Credentials {

  /** A token is no longer; what is would only cost time. */
  int MAXIMUM_LENGTH = 1024;

  /** It shows nothing. */
  record None() implements Credentials {}

  /** It shows something, which may make no sense. */
  sealed interface Presented extends Credentials {
    Optional<String> token();
  }

  /** A token as programs send it. */
  record Bearer(Optional<String> token) implements Presented {
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /** A token as browsers send it: as the password beside any name. */
  record Basic(Optional<String> token) implements Presented {
    @Override
    public String toString() {
      return "Basic";
    }
  }

  /** Reads the header {@code Authorization}, of which there may be one. */
  static Credentials of(HttpServletRequest request) {
    List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (headers.isEmpty()) {
      return new None();
    }
    if (headers.size() > 1 || headers.getFirst().length() > MAXIMUM_LENGTH) {
      return new Bearer(Optional.empty());
    }
    String[] words = headers.getFirst().strip().split(" +", 2);
    String value = words.length == 2 ? words[1] : "";
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> new Bearer(value.isEmpty() ? Optional.empty() : Optional.of(value));
      case "basic" -> new Basic(password(value));
      default -> new Bearer(Optional.empty());
    };
  }

  private static Optional<String> password(String value) {
    try {
      String decoded = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(decoded.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
