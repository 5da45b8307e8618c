package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aneoracle.helper.ProtocolException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineReaderTests {

  private static LineReader reader(String text) {
    return reader(text.getBytes(StandardCharsets.UTF_8));
  }

  private static LineReader reader(byte[] bytes) {
    return new LineReader(new ByteArrayInputStream(bytes));
  }

  private static Reason refusal(LineReader reader) {
    var refusal = new Reason[1];
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(reader::next)
        .satisfies(e -> refusal[0] = e.reason());
    return refusal[0];
  }

  @Test
  void takesAStreamApart() throws Exception {
    LineReader reader = reader("{}\n\näöü😀\n");

    assertThat(reader.next()).isEqualTo("{}");
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEqualTo("äöü😀");
    assertThat(reader.next()).isNull();
  }

  @Test
  void takesALineThatComesByteByByte() throws Exception {
    InputStream slow =
        new ByteArrayInputStream("{\"a\":1}\nx\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 1));
          }
        };
    LineReader reader = new LineReader(slow);

    assertThat(reader.next()).isEqualTo("{\"a\":1}");
    assertThat(reader.next()).isEqualTo("x");
  }

  @Test
  void takesTheLongestLineBetweenOthers() throws Exception {
    String longest = "x".repeat(LineReader.LONGEST - 1);
    LineReader reader = reader("a\n" + longest + "\nb\n");

    assertThat(reader.next()).isEqualTo("a");
    assertThat(reader.next()).isEqualTo(longest);
    assertThat(reader.next()).isEqualTo("b");
  }

  @Test
  void refusesALineThatIsOneByteLonger() {
    assertThat(refusal(reader("x".repeat(LineReader.LONGEST) + "\n"))).isEqualTo(Reason.TOO_LONG);
  }

  @Test
  void refusesALineWithoutEnd() throws IOException, ProtocolException {
    LineReader reader = reader("{}\n{\"type\":");

    assertThat(reader.next()).isEqualTo("{}");
    assertThat(refusal(reader)).isEqualTo(Reason.UNFINISHED);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThat(refusal(reader(new byte[] {'"', (byte) 0xC3, '"', '\n'})))
        .isEqualTo(Reason.NOT_UTF_8);
  }
}
