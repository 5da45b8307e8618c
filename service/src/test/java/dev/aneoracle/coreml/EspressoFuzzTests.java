package dev.aneoracle.coreml;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/** Whatever the files, the reader gives a graph or says why not; any other exception is a bug. */
class EspressoFuzzTests {

  @FuzzTest
  void givesAGraphOrAFormatException(byte[] bytes) {
    int middle = middle(bytes);
    Budget budget = new Budget();
    try {
      EspressoShapes shapes =
          EspressoShapes.read(
              new ByteArrayInputStream(Arrays.copyOfRange(bytes, 0, middle)), budget);
      new EspressoReader(budget, shapes)
          .read(
              new ByteArrayInputStream(Arrays.copyOfRange(bytes, middle, bytes.length)),
              ModelInterface.empty());
    } catch (CoreMlFormatException expected) {
      // the declared way to refuse
    }
  }

  /** Returns where the second file begins: after a line feed, which JSON needs nowhere. */
  private static int middle(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return bytes.length;
  }
}
