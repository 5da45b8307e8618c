package dev.aneoracle.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times out of requests, written as in RFC 3339. */
final class Times {

  /** Offsets go to 23:59 there, further than Java's own. An unescaped plus comes as a space. */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT[0-9:.]{5,18})(?:Z|([+ -])([01]\\d|2[0-3]):([0-5]\\d))");

  private Times() {}

  /** Returns the time of a parameter, null for null. */
  static @Nullable Instant parse(String parameter, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher matcher = TIME.matcher(text.toUpperCase(Locale.ROOT));
    if (matcher.matches()) {
      try {
        Instant local = LocalDateTime.parse(matcher.group(1)).toInstant(ZoneOffset.UTC);
        return matcher.group(2) == null ? local : local.minus(offset(matcher));
      } catch (DateTimeException notATime) {
        // The same answer as for what has not even the form of one.
      }
    }
    throw new ApiException(
        ProblemType.INVALID_REQUEST,
        "The parameter '%s' is a time with its zone, such as 2026-01-31T08:00:00Z, not '%s'."
            .formatted(parameter, text));
  }

  private static Duration offset(Matcher matcher) {
    Duration offset =
        Duration.ofHours(Long.parseLong(matcher.group(3)))
            .plusMinutes(Long.parseLong(matcher.group(4)));
    return matcher.group(2).equals("-") ? offset.negated() : offset;
  }
}
