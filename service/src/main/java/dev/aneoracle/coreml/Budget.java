package dev.aneoracle.coreml;

/**
 * What one bundle may cost to read. A file decides nothing about the reader's memory: what is kept
 * is counted, and a model beyond any real one is refused.
 */
final class Budget {

  /**
   * Operations, those in nested blocks among them: a quarter more than the 100,000 that were
   * measured to be read and predicted within a heap of 256 MiB.
   */
  static final int OPERATIONS = 125_000;

  /** Operations and the constants of ML Programs; real ones have one to three for an operation. */
  static final int STATEMENTS = 500_000;

  /** Parts of the specification that are kept; a transformer has nine or ten for an operation. */
  static final int FIELDS = 2_000_000;

  /** Bytes of names and values that are kept; a transformer has some sixty for an operation. */
  static final int BYTES = 24 << 20;

  /** Models in a pipeline, nested ones among them. */
  static final int MODELS = 1_000;

  /** Functions of ML Programs. */
  static final int FUNCTIONS = 10_000;

  private int operations;
  private int statements;
  private int fields;
  private long bytes;
  private int models;
  private int functions;

  void takeOperation() throws CoreMlFormatException {
    if (++operations > OPERATIONS) {
      throw tooMuch(OPERATIONS + " operations");
    }
  }

  /** Counts what may yet turn out to be an operation or a constant. */
  void takeStatement() throws CoreMlFormatException {
    if (++statements > STATEMENTS) {
      throw tooMuch(STATEMENTS + " operations and constants");
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
