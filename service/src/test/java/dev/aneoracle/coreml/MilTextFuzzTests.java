package dev.aneoracle.coreml;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever the text, the reader gives a program or says why not; any other exception is a bug. */
class MilTextFuzzTests {

  @FuzzTest
  void givesAProgramOrAFormatException(byte[] text) throws IOException {
    try {
      new MilTextReader(new Budget()).read(new ByteArrayInputStream(text), "");
    } catch (CoreMlFormatException expected) {
      // the declared way to refuse
    }
  }
}
