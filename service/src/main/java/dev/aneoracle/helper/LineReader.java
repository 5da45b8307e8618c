package dev.aneoracle.helper;

import dev.aneoracle.helper.ProtocolException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes a stream apart into lines of UTF-8 that are never longer than the protocol allows. */
final class LineReader {

  /** The bytes of the longest line, its line feed counted. */
  static final int LONGEST = 1 << 20;

  private static final int CHUNK = 1 << 13;

  private final InputStream in;
  private byte[] buffer = new byte[CHUNK];
  private int start;
  private int end;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * Returns the next line without its line feed, null where the stream ends.
   *
   * @throws ProtocolException when the line is too long, is not UTF-8, or has no end
   */
  @Nullable String next() throws IOException, ProtocolException {
    int scanned = start;
    while (true) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          String line = decode(start, scanned - start);
          start = scanned + 1;
          return line;
        }
      }
      if (end - start >= LONGEST) {
        throw new ProtocolException(
            Reason.TOO_LONG, "A line is longer than " + LONGEST + " bytes.");
      }
      scanned -= start;
      makeRoom();
      int count = in.read(buffer, end, Math.min(buffer.length - end, LONGEST - end));
      if (count < 0) {
        return ended();
      }
      end += count;
    }
  }

  private @Nullable String ended() throws ProtocolException {
    if (end > start) {
      throw new ProtocolException(
          Reason.UNFINISHED, "The stream ended within a line of " + (end - start) + " bytes.");
    }
    return null;
  }

  /** What is left of the buffer moves to its begin, so that a line never exceeds the limit. */
  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, LONGEST));
    }
  }

  private String decode(int offset, int length) throws ProtocolException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(buffer, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException(Reason.NOT_UTF_8, "A line of " + length + " bytes is not UTF-8.");
    }
  }
}
