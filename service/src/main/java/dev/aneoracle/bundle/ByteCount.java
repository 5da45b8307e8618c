package dev.aneoracle.bundle;

/** Writes sizes for people. */
final class ByteCount {

  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private ByteCount() {}

  static String describe(long bytes) {
    int unit = 0;
    long count = bytes;
    while (count >= 1024 && unit < UNITS.length - 1) {
      if (count % 1024 != 0 && count < 10 * 1024) {
        break;
      }
      count /= 1024;
      unit++;
    }
    return count + " " + UNITS[unit];
  }
}
