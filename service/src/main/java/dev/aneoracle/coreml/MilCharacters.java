package dev.aneoracle.coreml;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The characters of a text with the place of the next one; a few are in memory at a time. */
final class MilCharacters {

  static final int END = -1;

  private final Reader reader;
  private final char[] buffer = new char[1 << 13];
  private int position;
  private int limit;
  private int line = 1;
  private int column = 1;

  MilCharacters(InputStream in) {
    this.reader = new InputStreamReader(in, StandardCharsets.UTF_8);
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  /** Returns the next character without taking it. */
  int peek() throws IOException {
    if (position == limit) {
      int count = reader.read(buffer, 0, buffer.length);
      position = 0;
      limit = Math.max(0, count);
      if (limit == 0) {
        return END;
      }
    }
    return buffer[position];
  }

  int take() throws IOException {
    int character = peek();
    if (character != END) {
      position++;
      if (character == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return character;
  }
}
