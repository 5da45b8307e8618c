package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The record that ends a zip, APPNOTE.TXT section 4.3.16.
 *
 * @param numberOfThisDisk 0 in a zip of one part
 * @param diskWhereCentralDirectoryStarts 0 in a zip of one part
 * @param entriesOnThisDisk or 0xFFFF where the zip64 record has it
 * @param totalEntries or 0xFFFF where the zip64 record has it
 * @param sizeOfCentralDirectory or 0xFFFFFFFF where the zip64 record has it
 * @param offsetOfCentralDirectory or 0xFFFFFFFF where the zip64 record has it
 * @param commentLength how many bytes of comment follow
 */
record ZipEndOfCentralDirectoryRecord(
    int numberOfThisDisk,
    int diskWhereCentralDirectoryStarts,
    int entriesOnThisDisk,
    int totalEntries,
    long sizeOfCentralDirectory,
    long offsetOfCentralDirectory,
    int commentLength) {

  private static final int SIGNATURE = 0x06054b50;

  static final int MINIMUM_SIZE = 22;

  private static final int MAXIMUM_COMMENT = 0xFFFF;

  /** Finds the last record in a zip. */
  static Optional<Located> locate(DataBlock block) throws IOException {
    int length = (int) Math.min(block.size(), MINIMUM_SIZE + MAXIMUM_COMMENT);
    ByteBuffer tail = block.read(block.size() - length, length);
    for (int i = length - MINIMUM_SIZE; i >= 0; i--) {
      if (tail.getInt(i) == SIGNATURE) {
        return Optional.of(new Located(block.size() - length + i, parse(tail.position(i + 4))));
      }
    }
    return Optional.empty();
  }

  private static ZipEndOfCentralDirectoryRecord parse(ByteBuffer bytes) {
    return new ZipEndOfCentralDirectoryRecord(
        Short.toUnsignedInt(bytes.getShort()),
        Short.toUnsignedInt(bytes.getShort()),
        Short.toUnsignedInt(bytes.getShort()),
        Short.toUnsignedInt(bytes.getShort()),
        Integer.toUnsignedLong(bytes.getInt()),
        Integer.toUnsignedLong(bytes.getInt()),
        Short.toUnsignedInt(bytes.getShort()));
  }

  /**
   * A record and its place.
   *
   * @param position where its signature begins
   */
  record Located(long position, ZipEndOfCentralDirectoryRecord record) {

    /** Tells whether its comment is what ends the file. */
    boolean endsAt(long size) {
      return position + MINIMUM_SIZE + record.commentLength() == size;
    }
  }
}
