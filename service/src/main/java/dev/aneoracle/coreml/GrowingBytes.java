package dev.aneoracle.coreml;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of a message in the making; a nested message is closed by writing its length before it. */
final class GrowingBytes {

  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  void write(ByteBuffer source, int start, int end) {
    reserve(end - start);
    source.get(start, bytes, size, end - start);
    size += end - start;
  }

  void writeVarint(long number) {
    long rest = number;
    reserve(10);
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Starts a nested message; its length is known when it is closed. */
  int open(int field) {
    writeVarint(((long) field << 3) | Wire.LENGTH_DELIMITED);
    return size;
  }

  /** Closes the nested message that was opened at the given place. */
  void close(int start) {
    int length = size - start;
    writeVarint(length);
    int prefix = size - start - length;
    System.arraycopy(bytes, start + length, scratch, 0, prefix);
    System.arraycopy(bytes, start, bytes, start + prefix, length);
    System.arraycopy(scratch, 0, bytes, start, prefix);
  }

  private final byte[] scratch = new byte[10];

  private void reserve(int count) {
    if (count > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }
  }
}
