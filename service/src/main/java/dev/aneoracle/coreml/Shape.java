package dev.aneoracle.coreml;

import java.util.List;
import java.util.OptionalLong;

/**
 * The dimensions of a tensor, outermost first. An unknown rank and an unknown dimension are said to
 * be unknown, never guessed.
 *
 * @param known whether the rank is known
 * @param dimensions sizes, {@link #UNKNOWN_DIMENSION} for one that is not known
 */
public record Shape(boolean known, List<Long> dimensions) {

  /** Stands for a dimension whose size is not known. */
  public static final long UNKNOWN_DIMENSION = -1;

  private static final Shape UNKNOWN = new Shape(false, List.of());

  public Shape {
    dimensions = List.copyOf(dimensions);
  }

  /** Returns a shape of unknown rank. */
  public static Shape unknown() {
    return UNKNOWN;
  }

  /** Returns the shape with the given sizes. */
  public static Shape of(long... sizes) {
    return new Shape(true, java.util.Arrays.stream(sizes).boxed().toList());
  }

  /** Returns the shape with the given sizes. */
  public static Shape of(List<Long> sizes) {
    return new Shape(true, sizes);
  }

  /** Returns the number of dimensions, 0 where it is not known (and for a scalar). */
  public int rank() {
    return dimensions.size();
  }

  /** Returns whether rank and every size are known. */
  public boolean fullyKnown() {
    return known && !dimensions.contains(UNKNOWN_DIMENSION);
  }

  /**
   * Returns the size of the dimension that lies {@code fromEnd} places before the last (0: the
   * last).
   */
  public long fromEnd(int fromEnd) {
    return dimensions.get(dimensions.size() - 1 - fromEnd);
  }

  /**
   * Returns the number of elements, empty where the shape is not fully known or the count
   * overflows.
   */
  public OptionalLong elementCount() {
    if (!fullyKnown()) {
      return OptionalLong.empty();
    }
    long count = 1;
    for (long size : dimensions) {
      if (size != 0 && count > Long.MAX_VALUE / size) {
        return OptionalLong.empty();
      }
      count *= size;
    }
    return OptionalLong.of(count);
  }
}
