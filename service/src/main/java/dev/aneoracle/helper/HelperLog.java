package dev.aneoracle.helper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a helper printed and logged: the first half of what may be kept, and the last. Any thread
 * may write.
 */
final class HelperLog {

  private static final int LAST_LINES = 5;
  private static final int LINE_LENGTH = 300;
  private static final int LAST_BYTES = 4096;

  private final int half;
  private final ByteArrayOutputStream first = new ByteArrayOutputStream();
  private final Ring last;
  private final Ring printed = new Ring(LAST_BYTES);

  HelperLog(long limit) {
    this.half = (int) Math.min(limit / 2, Integer.MAX_VALUE / 4);
    this.last = new Ring(half);
  }

  /** Takes what the helper printed. */
  synchronized void printed(byte[] bytes, int length) {
    printed.write(bytes, 0, length);
    keep(bytes, length);
  }

  /** Takes a line that the helper meant for its log. */
  synchronized void logged(HelperMessage.Logged message) {
    byte[] line = (message.level() + " " + message.text() + "\n").getBytes(StandardCharsets.UTF_8);
    keep(line, line.length);
  }

  private void keep(byte[] bytes, int length) {
    int head = Math.min(length, half - first.size());
    first.write(bytes, 0, head);
    last.write(bytes, head, length - head);
  }

  /** Returns the last lines that the helper printed. */
  synchronized List<String> lastPrinted() {
    List<String> lines =
        new String(printed.bytes(), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) : line)
            .toList();
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /** Adds it to a file under a title. */
  synchronized void appendTo(Path file, String title) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(("--- " + title + "\n").getBytes(StandardCharsets.UTF_8));
      first.writeTo(out);
      if (last.dropped() > 0) {
        out.write(("\n[" + last.dropped() + " bytes left out]\n").getBytes(StandardCharsets.UTF_8));
      }
      out.write(last.bytes());
    }
  }

  /** The last bytes of many; memory is taken as they come. */
  private static final class Ring {

    private final int capacity;
    private byte[] bytes = new byte[0];
    private long written;

    Ring(int capacity) {
      this.capacity = capacity;
    }

    void write(byte[] source, int offset, int length) {
      if (length > 0 && bytes.length == 0) {
        bytes = new byte[capacity];
      }
      int skipped = Math.max(0, length - capacity);
      written += skipped;
      for (int i = offset + skipped; i < offset + length && capacity > 0; i++) {
        bytes[(int) (written++ % capacity)] = source[i];
      }
    }

    long dropped() {
      return Math.max(0, written - capacity);
    }

    byte[] bytes() {
      int count = (int) Math.min(written, capacity);
      byte[] result = new byte[count];
      for (int i = 0; i < count; i++) {
        result[i] = bytes[(int) ((written - count + i) % capacity)];
      }
      return result;
    }
  }
}
