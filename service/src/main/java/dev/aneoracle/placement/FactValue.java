package dev.aneoracle.placement;

/** What is known of one measurable fact of an operation. */
sealed interface FactValue {

  /** A number. */
  record Size(double value) implements FactValue {
    @Override
    public String toString() {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /** A word, {@code true} and {@code false} among them. */
  record Word(String value) implements FactValue {
    @Override
    public String toString() {
      return value;
    }
  }

  /** The file does not say. */
  record Unknown() implements FactValue {
    @Override
    public String toString() {
      return "unknown";
    }
  }

  /** Returns the value for a yes or no. */
  static FactValue of(boolean value) {
    return new Word(Boolean.toString(value));
  }
}
