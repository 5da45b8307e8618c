package dev.aneoracle.api;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a client is ready to wait, from the {@code Prefer} header (RFC 7240). */
final class Preference {

  /** The longest wait that is granted. */
  static final Duration MAXIMUM_WAIT = Duration.ofSeconds(60);

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])", Pattern.CASE_INSENSITIVE);

  private Preference() {}

  /** Returns the wait asked for, at most {@link #MAXIMUM_WAIT}; zero where none is. */
  static Duration waitOf(List<String> preferences) {
    for (String preference : preferences) {
      Matcher matcher = WAIT.matcher(preference);
      if (matcher.find()) {
        Duration wait = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return wait.compareTo(MAXIMUM_WAIT) > 0 ? MAXIMUM_WAIT : wait;
      }
    }
    return Duration.ZERO;
  }
}
