package dev.aneoracle.coreml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A walk over the fields of one protobuf message where it lies (protobuf.dev, "Encoding"), so that
 * weights are stepped over and never read.
 *
 * <p>Typical use: {@code while (wire.next()) switch (wire.field()) …}.
 */
final class Wire {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  /** A name or other text; Core ML's own are far shorter. */
  static final int TEXT_LIMIT = 64 << 10;

  private static final int DEPTH_LIMIT = 150;

  private final ByteBuffer bytes;
  private final int start;
  private final int end;
  private final int depth;
  private int position;
  private int tagPosition;
  private int tag;
  private int valueStart;
  private int valueEnd;

  private Wire(ByteBuffer bytes, int start, int end, int depth) {
    this.bytes = bytes;
    this.start = start;
    this.position = start;
    this.tagPosition = start;
    this.end = end;
    this.depth = depth;
  }

  static Wire of(ByteBuffer bytes) {
    return new Wire(bytes, bytes.position(), bytes.limit(), 0);
  }

  /** Returns a new walk over the same message from its start. */
  Wire again() {
    return new Wire(bytes, start, end, depth);
  }

  /** Steps to the next field and returns whether there is one. */
  boolean next() throws CoreMlFormatException {
    if (position >= end) {
      return false;
    }
    tagPosition = position;
    long key = readVarint();
    tag = (int) key;
    if (key >>> 32 != 0 || field() == 0) {
      throw malformed("has an invalid field key");
    }
    valueStart = position;
    switch (wireType()) {
      case LENGTH_DELIMITED -> {
        long length = readVarint();
        valueStart = position;
        if (length < 0 || length > end - position) {
          throw malformed("has field " + field() + " that ends beyond its message");
        }
        skip((int) length);
      }
      case VARINT -> readVarint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      default -> throw malformed("has field " + field() + " of unknown wire type " + wireType());
    }
    valueEnd = position;
    return true;
  }

  int field() {
    return tag >>> 3;
  }

  int wireType() {
    return tag & 7;
  }

  boolean is(int wireType) {
    return wireType() == wireType;
  }

  /** Returns the number of bytes that the value takes. */
  int length() {
    return valueEnd - valueStart;
  }

  /** Returns the value as a number. */
  long varint() throws CoreMlFormatException {
    if (wireType() != VARINT) {
      throw malformed("has field " + field() + " that is not a number");
    }
    position = valueStart;
    return readVarint();
  }

  /** Returns a walk over the value as a message. */
  Wire message() throws CoreMlFormatException {
    if (wireType() != LENGTH_DELIMITED) {
      throw malformed("has field " + field() + " that is not a message");
    }
    if (depth >= DEPTH_LIMIT) {
      throw malformed("is nested more than " + DEPTH_LIMIT + " deep");
    }
    return new Wire(bytes, valueStart, valueEnd, depth + 1);
  }

  /** Returns the value as text. */
  String text() throws CoreMlFormatException {
    if (wireType() != LENGTH_DELIMITED) {
      throw malformed("has field " + field() + " that is not a text");
    }
    if (length() > TEXT_LIMIT) {
      throw malformed("has " + length() + " bytes in field " + field() + ", too many to be real");
    }
    byte[] text = new byte[length()];
    copyValue(text);
    for (byte character : text) {
      if (character < 0) {
        return decode(text);
      }
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Copies the value's bytes to the start of the array. */
  void copyValue(byte[] target) {
    bytes.get(valueStart, target, 0, length());
  }

  /** Adds the value's numbers to the series: the one, or all of a packed field. */
  void numbers(NumberSeries numbers) throws CoreMlFormatException {
    if (wireType() != LENGTH_DELIMITED) {
      numbers.add(bits(numbers.wireType()));
      return;
    }
    position = valueStart;
    while (position < valueEnd) {
      if (numbers.wireType() == VARINT) {
        numbers.add(readVarint());
      } else {
        int from = position;
        skip(numbers.wireType() == FIXED32 ? Integer.BYTES : Long.BYTES);
        numbers.add(fixed(numbers.wireType(), from));
      }
    }
    if (position != valueEnd) {
      throw malformed("has field " + field() + " whose numbers end beyond it");
    }
  }

  /** Returns the bits of the value, which must be a number of the wire type. */
  long bits(int wanted) throws CoreMlFormatException {
    if (wireType() != wanted) {
      throw malformed("has field " + field() + " that is not such a number as it should be");
    }
    return wanted == VARINT ? varint() : fixed(wanted, valueStart);
  }

  private long fixed(int width, int from) {
    int count = width == FIXED32 ? Integer.BYTES : Long.BYTES;
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | (bytes.get(from + i) & 0xff);
    }
    return value;
  }

  /** Copies key and value as they are. */
  void copyTo(GrowingBytes target) {
    target.write(bytes, tagPosition, valueEnd);
  }

  CoreMlFormatException malformed(String what) {
    return new CoreMlFormatException(
        "Not a readable Core ML specification: the message at byte " + tagPosition + " " + what);
  }

  private String decode(byte[] text) throws CoreMlFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new CoreMlFormatException("Text at byte " + valueStart + " is not UTF-8", e);
    }
  }

  private void skip(int count) throws CoreMlFormatException {
    if (count > end - position) {
      throw malformed("ends inside field " + field());
    }
    position += count;
  }

  private long readVarint() throws CoreMlFormatException {
    if (position < end) {
      byte only = bytes.get(position);
      if (only >= 0) {
        position++;
        return only;
      }
    }
    return readLongVarint();
  }

  private long readLongVarint() throws CoreMlFormatException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw malformed("ends inside a number");
      }
      byte next = bytes.get(position++);
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("has a number of more than ten bytes");
  }
}
