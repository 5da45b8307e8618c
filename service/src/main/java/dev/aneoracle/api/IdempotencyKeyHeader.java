package dev.aneoracle.api;

import dev.aneoracle.evaluation.IdempotencyKey;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Idempotency-Key} header, with the quotes that its draft asks for or without. */
final class IdempotencyKeyHeader {

  static final String NAME = "Idempotency-Key";

  private static final Pattern KEY =
      Pattern.compile("\"([\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255})\"|([!#-+\\--~]{1,255})");

  private IdempotencyKeyHeader() {}

  /** Returns the key, null where there is none. */
  static @Nullable IdempotencyKey parse(List<String> values, String owner) {
    if (values.isEmpty()) {
      return null;
    }
    Matcher matcher = KEY.matcher(values.getFirst().strip());
    if (values.size() > 1 || !matcher.matches()) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          "An Idempotency-Key is one string of 1 to 255 visible ASCII characters, such as"
              + " \"8e03978e-40d5-43dd-bc93-6894a57f9324\".");
    }
    String quoted = matcher.group(1);
    return new IdempotencyKey(owner, quoted == null ? matcher.group(2) : quoted);
  }
}
