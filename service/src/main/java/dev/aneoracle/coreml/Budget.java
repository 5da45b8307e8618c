package dev.aneoracle.coreml;

/**
 * What one bundle may cost to read. A file decides nothing about the reader's memory: what is kept
 * is counted, and a model beyond any real one is refused.
 */
final class Budget {

  /** Operations, those in nested blocks and constants among them. */
  static final int OPERATIONS = 200_000;

  /** Fields of the specification that are kept, weights not among them. */
  static final int FIELDS = 1_500_000;

  /** Bytes of the specification that are kept. */
  static final int BYTES = 24 << 20;

  /** Models in a pipeline, nested ones among them. */
  static final int MODELS = 1_000;

  /** Functions of ML Programs. */
  static final int FUNCTIONS = 10_000;

  private int operations;
  private int fields;
  private long bytes;
  private int models;
  private int functions;

  void takeOperation() throws CoreMlFormatException {
    if (++operations > OPERATIONS) {
      throw tooMuch(OPERATIONS + " operations");
    }
  }

  void takeField() throws CoreMlFormatException {
    if (++fields > FIELDS) {
      throw tooMuch(FIELDS + " fields");
    }
  }

  void takeField(int length) throws CoreMlFormatException {
    takeField();
    takeBytes(length);
  }

  void takeBytes(int length) throws CoreMlFormatException {
    bytes += length;
    if (bytes > BYTES) {
      throw tooMuch(BYTES + " bytes of graph, weights aside");
    }
  }

  void takeModel() throws CoreMlFormatException {
    if (++models > MODELS) {
      throw tooMuch(MODELS + " models");
    }
  }

  void takeFunction() throws CoreMlFormatException {
    if (++functions > FUNCTIONS) {
      throw tooMuch(FUNCTIONS + " functions");
    }
  }

  private static CoreMlFormatException tooMuch(String what) {
    return new CoreMlFormatException("The model has more than " + what + ", which is not read");
  }
}
