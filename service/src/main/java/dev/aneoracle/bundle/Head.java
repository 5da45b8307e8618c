package dev.aneoracle.bundle;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first bytes of a file.
 *
 * @param text the bytes, one char each
 */
record Head(String text) {

  /** How many bytes are enough to tell every format. */
  static final int LENGTH = 8192;

  private static final int SHOWN = 8;

  static Head of(byte[] bytes, int length) {
    return new Head(new String(bytes, 0, Math.min(length, LENGTH), StandardCharsets.ISO_8859_1));
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  int length() {
    return text.length();
  }

  boolean startsWith(String magic) {
    return text.startsWith(magic);
  }

  boolean hasAt(int position, String magic) {
    return text.startsWith(magic, position);
  }

  /** Tells whether it reads as UTF-8 without control characters but those that lay text out. */
  boolean isText() {
    CharBuffer decoded = CharBuffer.allocate(length());
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes()), decoded, false);
    return !result.isError()
        && decoded.flip().chars().noneMatch(c -> Character.isISOControl(c) && !isLayout(c));
  }

  private static boolean isLayout(int character) {
    return character >= '\t' && character <= '\r';
  }

  /** Returns the text without a byte order mark and leading white space. */
  String trimmedText() {
    return (startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text).strip();
  }

  /** Returns the first few bytes in hexadecimal, for a message. */
  String shown() {
    var hex = HexFormat.ofDelimiter(" ");
    return hex.formatHex(Arrays.copyOf(bytes(), Math.min(SHOWN, length())));
  }
}
