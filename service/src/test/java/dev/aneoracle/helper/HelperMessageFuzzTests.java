package dev.aneoracle.helper;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Feeds arbitrary bytes to the whole way from a helper's output to what is gathered of it. */
class HelperMessageFuzzTests {

  @FuzzTest(maxDuration = "60s")
  @SuppressWarnings("EmptyCatch") // a refusal is as good as a message; anything else is a bug
  void understandsOrRefuses(byte[] output) throws IOException {
    LineReader lines = new LineReader(new ByteArrayInputStream(output));
    MessageDecoder decoder = new MessageDecoder();
    Gathering gathering = new Gathering();
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        gathering.add(decoder.decode(line), line.length());
      }
    } catch (ProtocolException refused) {
      // as it should
    }
    gathering.segments();
  }
}
