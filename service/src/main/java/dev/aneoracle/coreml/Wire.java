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

  private final ByteBuffer bytes;
  private final int start;
  private final int end;
  private int position;
  private int tagPosition;
  private int tag;
  private int valueStart;
  private int valueEnd;

  private Wire(ByteBuffer bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.position = start;
    this.end = end;
  }

  static Wire of(ByteBuffer bytes) {
    return new Wire(bytes, bytes.position(), bytes.limit());
  }

  /** Returns a new walk over the same message from its start. */
  Wire again() {
    return new Wire(bytes, start, end);
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
      case VARINT -> readVarint();
      case FIXED64 -> skip(8);
      case FIXED32 -> skip(4);
      case LENGTH_DELIMITED -> {
        long length = readVarint();
        valueStart = position;
        if (length < 0 || length > end - position) {
          throw malformed("has field " + field() + " that ends beyond its message");
        }
        skip((int) length);
      }
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
    return new Wire(bytes, valueStart, valueEnd);
  }

  /** Returns the value as text of at most the given number of bytes. */
  String text(int limit) throws CoreMlFormatException {
    if (wireType() != LENGTH_DELIMITED || length() > limit) {
      throw malformed("has field " + field() + " that is not a text of at most " + limit);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(bytes.slice(valueStart, length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new CoreMlFormatException("Text at byte " + valueStart + " is not UTF-8", e);
    }
  }

  /** Copies key and value as they are. */
  void copyTo(GrowingBytes target) {
    target.write(bytes, tagPosition, valueEnd);
  }

  CoreMlFormatException malformed(String what) {
    return new CoreMlFormatException(
        "Not a readable Core ML specification: the message at byte " + tagPosition + " " + what);
  }

  private void skip(int count) throws CoreMlFormatException {
    if (count > end - position) {
      throw malformed("ends inside field " + field());
    }
    position += count;
  }

  private long readVarint() throws CoreMlFormatException {
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
