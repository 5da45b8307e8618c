package dev.aneoracle.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that can be read at any position. */
interface DataBlock {

  long size();

  /**
   * Reads bytes from a position on.
   *
   * @return how many were read, -1 at the end
   */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Reads exactly so many bytes, in the byte order of zip files.
   *
   * @throws EOFException when they reach beyond the end
   */
  default ByteBuffer read(long position, int length) throws IOException {
    if (position < 0 || length > size() - position) {
      throw new EOFException("No " + length + " bytes at position " + position);
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("No " + length + " bytes at position " + position);
      }
    }
    return buffer.flip();
  }
}
