package dev.aneoracle.bundle;

import java.io.InputStream;
import java.util.Arrays;

/** A stream of zeros of any length. */
final class ZerosInputStream extends InputStream {

  private long remaining;

  ZerosInputStream(long length) {
    this.remaining = length;
  }

  @Override
  public int read() {
    return remaining-- > 0 ? 0 : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (remaining <= 0) {
      return -1;
    }
    int count = (int) Math.min(length, remaining);
    Arrays.fill(target, offset, offset + count, (byte) 0);
    remaining -= count;
    return count;
  }
}
