package dev.aneoracle.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Lays out a zip field by field, also such as no honest writer makes. */
final class ForgedZip {

  private final List<Entry> entries = new ArrayList<>();

  private int extraCount;

  private byte[] comment = {};

  private boolean zip64;

  static ForgedZip create() {
    return new ForgedZip();
  }

  ForgedZip add(String name, byte[] content) {
    return add(Entry.stored(name, content));
  }

  ForgedZip add(Entry entry) {
    entries.add(entry);
    return this;
  }

  /** Makes the end record say so many entries more than there are. */
  ForgedZip countOff(int by) {
    extraCount = by;
    return this;
  }

  ForgedZip comment(byte[] bytes) {
    comment = bytes.clone();
    return this;
  }

  ForgedZip zip64() {
    zip64 = true;
    return this;
  }

  byte[] build() {
    var out = new ByteArrayOutputStream();
    var directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      directory.writeBytes(entry.directoryHeader(out.size(), zip64));
      out.writeBytes(entry.localHeader());
      out.writeBytes(entry.content());
    }
    int start = out.size();
    out.writeBytes(directory.toByteArray());
    int count = entries.size() + extraCount;
    if (zip64) {
      out.writeBytes(zip64End(count, directory.size(), start));
    }
    out.writeBytes(
        zip64 ? end(0xFFFF, -1, -1, comment) : end(count, directory.size(), start, comment));
    return out.toByteArray();
  }

  static byte[] end(int count, int size, int start, byte[] comment) {
    return buffer(22 + comment.length)
        .putInt(0x06054b50)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) count)
        .putShort((short) count)
        .putInt(size)
        .putInt(start)
        .putShort((short) comment.length)
        .put(comment)
        .array();
  }

  static byte[] zip64End(long count, long size, long start) {
    return buffer(56 + 20)
        .putInt(0x06064b50)
        .putLong(44)
        .putShort((short) 45)
        .putShort((short) 45)
        .putInt(0)
        .putInt(0)
        .putLong(count)
        .putLong(count)
        .putLong(size)
        .putLong(start)
        .putInt(0x07064b50)
        .putInt(0)
        .putLong(start + size)
        .putInt(1)
        .array();
  }

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * One entry.
   *
   * @param latin1 the content, one char a byte
   * @param externalAttributes as in the directory: Unix mode in the upper half
   */
  record Entry(
      String name,
      String latin1,
      int flags,
      int method,
      long crc,
      long size,
      long externalAttributes) {

    static Entry stored(String name, byte[] content) {
      var crc = new CRC32();
      crc.update(content);
      return new Entry(
          name,
          new String(content, StandardCharsets.ISO_8859_1),
          0,
          0,
          crc.getValue(),
          content.length,
          0);
    }

    Entry withFlags(int flags) {
      return new Entry(name, latin1, flags, method, crc, size, externalAttributes);
    }

    Entry withMethod(int method) {
      return new Entry(name, latin1, flags, method, crc, size, externalAttributes);
    }

    Entry withCrc(long crc) {
      return new Entry(name, latin1, flags, method, crc, size, externalAttributes);
    }

    Entry withSize(long size) {
      return new Entry(name, latin1, flags, method, crc, size, externalAttributes);
    }

    Entry withMode(int mode) {
      return new Entry(name, latin1, flags, method, crc, size, (long) mode << 16);
    }

    byte[] content() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] localHeader() {
      byte[] bytes = SampleModels.text(name);
      return common(buffer(30 + bytes.length).putInt(0x04034b50).putShort((short) 20), bytes)
          .putShort((short) 0)
          .put(bytes)
          .array();
    }

    byte[] directoryHeader(long offset, boolean zip64) {
      byte[] bytes = SampleModels.text(name);
      byte[] extra =
          zip64
              ? buffer(12).putShort((short) 1).putShort((short) 8).putLong(offset).array()
              : new byte[0];
      ByteBuffer header = buffer(46 + bytes.length + extra.length).putInt(0x02014b50);
      header.putShort((short) (3 << 8 | 20)).putShort((short) 20);
      return common(header, bytes)
          .putShort((short) extra.length)
          .putShort((short) 0)
          .putShort((short) 0)
          .putShort((short) 0)
          .putInt((int) externalAttributes)
          .putInt(zip64 ? -1 : (int) offset)
          .put(bytes)
          .put(extra)
          .array();
    }

    private ByteBuffer common(ByteBuffer header, byte[] nameBytes) {
      return header
          .putShort((short) flags)
          .putShort((short) method)
          .putInt(0)
          .putInt((int) crc)
          .putInt(latin1.length())
          .putInt((int) size)
          .putShort((short) nameBytes.length);
    }
  }
}
