package dev.aneoracle.coreml;

/**
 * What one statement of a program's text may hold, those in its blocks among it: it is whole in
 * memory before it becomes an operation.
 */
final class MilAllowance {

  private static final int FIELDS = 1 << 17;

  private final Budget budget;
  private int fields;

  MilAllowance(Budget budget) {
    this.budget = budget;
  }

  /** Begins another statement. */
  void begin() {
    fields = 0;
  }

  void take(int length) throws CoreMlFormatException {
    budget.takeField(length);
    if (++fields > FIELDS) {
      throw new CoreMlFormatException(
          "model.mil has a statement of more than " + FIELDS + " parts, which is not read");
    }
  }
}
