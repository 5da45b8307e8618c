package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page, null on the last one
 */
@Schema(description = "A page of a list")
record Page<T>(
    List<T> items,
    @Schema(description = "Send it as cursor for the next page; null on the last one")
        @Nullable String next) {

  static final int DEFAULT_LIMIT = 50;
  static final int MAXIMUM_LIMIT = 1000;

  /** Makes a page of at most {@code limit} items out of a list that may hold one more. */
  static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, cursor.apply(items.getLast()));
  }

  static int requireLimit(int limit) {
    if (limit < 1 || limit > MAXIMUM_LIMIT) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          "The limit is 1 to %d, not %d.".formatted(MAXIMUM_LIMIT, limit));
    }
    return limit;
  }
}
