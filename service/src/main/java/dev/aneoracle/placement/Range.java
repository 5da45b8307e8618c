package dev.aneoracle.placement;

/** A number that is known to lie between two others; a known one lies between itself. */
record Range(double least, double most) {

  static final Range UNKNOWN = new Range(0, Double.POSITIVE_INFINITY);

  static Range of(double value) {
    return new Range(value, value);
  }

  boolean bounded() {
    return Double.isFinite(most);
  }

  Bounds bounds() {
    return new Bounds(least, most);
  }

  Range plus(Range other) {
    return new Range(least + other.least, most + other.most);
  }

  /** Returns the range of a quotient whose divisor is this. */
  Range dividing(double dividend) {
    return new Range(dividend / most, dividend / least);
  }

  /** Returns the range of the greater of two numbers. */
  Range orMore(Range other) {
    return new Range(Math.max(least, other.least), Math.max(most, other.most));
  }

  /** Returns the range that also holds what is up to {@code factor} times more or less. */
  Range within(double factor) {
    return new Range(least / factor, most * factor);
  }
}
