package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One entry of a zip's central directory, APPNOTE.TXT section 4.3.12, with the values of its zip64
 * extra field (section 4.5.3) put in place.
 *
 * @param fileName the name, read as UTF-8
 * @param compressedSize how many bytes the entry takes in the archive
 * @param offsetOfLocalHeader where the entry begins
 * @param diskNumberStart 0 in a zip of one part
 * @param length how many bytes this header takes
 */
record ZipCentralDirectoryFileHeaderRecord(
    String fileName,
    long compressedSize,
    long offsetOfLocalHeader,
    int diskNumberStart,
    long length) {

  private static final int SIGNATURE = 0x02014b50;

  private static final int MINIMUM_SIZE = 46;

  private static final int ZIP64_EXTRA_ID = 1;

  private static final long SATURATED = 0xFFFF_FFFFL;

  /** Reads the header at the given position, if one is there. */
  static Optional<ZipCentralDirectoryFileHeaderRecord> load(DataBlock block, long position)
      throws IOException {
    ByteBuffer bytes = block.read(position, MINIMUM_SIZE);
    if (bytes.getInt(0) != SIGNATURE) {
      return Optional.empty();
    }
    int nameLength = Short.toUnsignedInt(bytes.getShort(28));
    int extraLength = Short.toUnsignedInt(bytes.getShort(30));
    int commentLength = Short.toUnsignedInt(bytes.getShort(32));
    ByteBuffer variable = block.read(position + MINIMUM_SIZE, nameLength + extraLength);
    byte[] name = new byte[nameLength];
    variable.get(name);
    long compressedSize = Integer.toUnsignedLong(bytes.getInt(20));
    long uncompressedSize = Integer.toUnsignedLong(bytes.getInt(24));
    long offset = Integer.toUnsignedLong(bytes.getInt(42));
    ByteBuffer zip64 = findZip64(variable);
    if (uncompressedSize == SATURATED && zip64.remaining() >= Long.BYTES) {
      zip64.getLong();
    }
    if (compressedSize == SATURATED && zip64.remaining() >= Long.BYTES) {
      compressedSize = zip64.getLong();
    }
    if (offset == SATURATED && zip64.remaining() >= Long.BYTES) {
      offset = zip64.getLong();
    }
    return Optional.of(
        new ZipCentralDirectoryFileHeaderRecord(
            new String(name, StandardCharsets.UTF_8),
            compressedSize,
            offset,
            Short.toUnsignedInt(bytes.getShort(34)),
            (long) MINIMUM_SIZE + nameLength + extraLength + commentLength));
  }

  private static ByteBuffer findZip64(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int size = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      if (id == ZIP64_EXTRA_ID) {
        return extra.slice(extra.position(), size).order(extra.order());
      }
      extra.position(extra.position() + size);
    }
    return ByteBuffer.allocate(0);
  }
}
