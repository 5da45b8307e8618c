package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The end record with room for large numbers, APPNOTE.TXT section 4.3.14.
 *
 * @param sizeOfRecord what follows this field, in bytes
 * @param numberOfThisDisk 0 in a zip of one part
 * @param diskWhereCentralDirectoryStarts 0 in a zip of one part
 * @param entriesOnThisDisk the same as the total in a zip of one part
 * @param totalEntries how many entries the central directory has
 * @param sizeOfCentralDirectory in bytes
 * @param offsetOfCentralDirectory where its first header begins
 */
record Zip64EndOfCentralDirectoryRecord(
    long sizeOfRecord,
    long numberOfThisDisk,
    long diskWhereCentralDirectoryStarts,
    long entriesOnThisDisk,
    long totalEntries,
    long sizeOfCentralDirectory,
    long offsetOfCentralDirectory) {

  private static final int SIGNATURE = 0x06064b50;

  private static final int MINIMUM_SIZE = 56;

  /** The signature and the size field do not count in the size. */
  private static final int LEADING_SIZE = 12;

  /** Reads the record at the given position, if one is there. */
  static Optional<Zip64EndOfCentralDirectoryRecord> load(DataBlock block, long position)
      throws IOException {
    if (position < 0 || position > block.size() - MINIMUM_SIZE) {
      return Optional.empty();
    }
    ByteBuffer bytes = block.read(position, MINIMUM_SIZE);
    if (bytes.getInt() != SIGNATURE) {
      return Optional.empty();
    }
    long size = bytes.getLong();
    bytes.getInt(); // version made by, version needed
    return Optional.of(
        new Zip64EndOfCentralDirectoryRecord(
            size,
            Integer.toUnsignedLong(bytes.getInt()),
            Integer.toUnsignedLong(bytes.getInt()),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong()));
  }

  long length() {
    return LEADING_SIZE + sizeOfRecord;
  }
}
