package dev.aneoracle.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads cursors of lists of evaluations: the id of the last one seen. */
final class EvaluationCursor {

  /** What ids look like, for the API document. */
  static final String PATTERN = "^[0-9A-HJKMNP-TV-Z]{26}$";

  private static final Pattern ID = Pattern.compile(PATTERN);

  private EvaluationCursor() {}

  /** Returns the cursor, null for null. */
  static @Nullable String parse(@Nullable String cursor) {
    if (cursor != null && !ID.matcher(cursor).matches()) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST, "'%s' is not a cursor of this list.".formatted(cursor));
    }
    return cursor;
  }
}
