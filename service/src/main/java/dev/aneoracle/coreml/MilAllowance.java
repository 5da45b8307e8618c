package dev.aneoracle.coreml;

/**
 * What one statement of a program's text may hold, those in its blocks among it: it is whole in
 * memory before it becomes an operation.
 */
final class MilAllowance {

  private static final int FIELDS = 1 << 17;
  private static final int CHARACTERS = 4 << 20;

  private int fields;
  private int characters;

  /** Begins another statement. */
  void begin() {
    fields = 0;
    characters = 0;
  }

  void take(int length) throws CoreMlFormatException {
    characters += length;
    if (++fields > FIELDS || characters > CHARACTERS) {
      throw new CoreMlFormatException(
          "model.mil has a statement of more than "
              + FIELDS
              + " parts or "
              + CHARACTERS
              + " characters, which is not read");
    }
  }
}
