package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The record that leads to the zip64 end record, APPNOTE.TXT section 4.3.15.
 *
 * @param diskOfZip64Record 0 in a zip of one part
 * @param offsetOfZip64Record where the zip64 end record begins
 * @param totalDisks 1 in a zip of one part, though some writers say 0
 */
record Zip64EndOfCentralDirectoryLocator(
    long diskOfZip64Record, long offsetOfZip64Record, long totalDisks) {

  private static final int SIGNATURE = 0x07064b50;

  static final int SIZE = 20;

  /** Reads the locator that ends at the given position, if one is there. */
  static Optional<Zip64EndOfCentralDirectoryLocator> loadBefore(DataBlock block, long end)
      throws IOException {
    if (end < SIZE) {
      return Optional.empty();
    }
    ByteBuffer bytes = block.read(end - SIZE, SIZE);
    if (bytes.getInt() != SIGNATURE) {
      return Optional.empty();
    }
    return Optional.of(
        new Zip64EndOfCentralDirectoryLocator(
            Integer.toUnsignedLong(bytes.getInt()),
            bytes.getLong(),
            Integer.toUnsignedLong(bytes.getInt())));
  }
}
