package dev.aneoracle.bundle;

import java.nio.ByteBuffer;

/** An array as a block of data. */
final class ByteArrayDataBlock implements DataBlock {

  private final byte[] bytes;

  ByteArrayDataBlock(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(ByteBuffer target, long position) {
    if (position >= bytes.length) {
      return -1;
    }
    int length = Math.min(target.remaining(), bytes.length - (int) position);
    target.put(bytes, (int) position, length);
    return length;
  }
}
