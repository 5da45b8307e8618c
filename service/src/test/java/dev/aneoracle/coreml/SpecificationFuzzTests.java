package dev.aneoracle.coreml;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes, the reader gives a model or says why not; any other exception is a bug. */
class SpecificationFuzzTests {

  @FuzzTest
  void givesAModelOrAFormatException(byte[] bytes) {
    try {
      Reading.model(bytes);
    } catch (CoreMlFormatException expected) {
      // the declared way to refuse
    }
  }
}
