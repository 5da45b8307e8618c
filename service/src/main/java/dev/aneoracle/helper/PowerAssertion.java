package dev.aneoracle.helper;

/** Keeps the machine awake. */
interface PowerAssertion {

  /** Keeps it awake until what is returned is closed. */
  Held hold();

  /** Returns the one that fits this system. */
  static PowerAssertion ofThisSystem() {
    return System.getProperty("os.name", "").startsWith("Mac")
        ? new MacPowerAssertion()
        : () -> () -> {};
  }

  /** Lets the machine sleep again. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
