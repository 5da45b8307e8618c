package dev.aneoracle.bundle;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Feeds arbitrary bytes to the walk over a zip's directory. */
class ZipDirectoryFuzzTests {

  @FuzzTest(maxDuration = "60s")
  @SuppressWarnings("EmptyCatch") // a refusal is as good as a walk; anything else is a bug
  void walksOrRefuses(byte[] zip) throws IOException {
    try {
      ZipDirectory.walk(new ByteArrayDataBlock(zip), 100);
    } catch (BundleRejectedException refused) {
      // as it should
    }
  }
}
