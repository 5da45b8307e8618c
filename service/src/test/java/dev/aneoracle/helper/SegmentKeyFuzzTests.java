package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.aneoracle.placement.SegmentKey;
import java.nio.charset.StandardCharsets;

/** Whatever the text, it is a key or none; any exception is a bug. */
class SegmentKeyFuzzTests {

  @FuzzTest(maxDuration = "60s")
  void readsAKeyOrNone(byte[] text) {
    SegmentKey key = SegmentKeys.read(new String(text, StandardCharsets.UTF_8));
    if (key != null) {
      assertThat(key.inputs().values()).doesNotContainNull();
      assertThat(key.outputs().values()).doesNotContainNull();
    }
  }
}
