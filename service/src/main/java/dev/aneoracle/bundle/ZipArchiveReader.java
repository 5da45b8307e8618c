package dev.aneoracle.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;

/** Reads a zip by its central directory, once {@link ZipDirectory} has found that in order. */
final class ZipArchiveReader implements ArchiveReader {

  private static final int FILE_TYPE_MASK = 0xF000;

  private static final int REGULAR_FILE = 0x8000;

  private static final int DIRECTORY = 0x4000;

  private static final int SYMBOLIC_LINK = 0xA000;

  private static final int WINDOWS_REPARSE_POINT = 0x400;

  private static final int INFLATER_BUFFER = 64 << 10;

  private final ZipFile zip;

  private final Enumeration<ZipArchiveEntry> entries;

  private final CRC32 crc = new CRC32();

  private @Nullable ZipArchiveEntry entry;

  private @Nullable InputStream content;

  private long remaining;

  private ZipArchiveReader(ZipFile zip) {
    this.zip = zip;
    this.entries = zip.getEntriesInPhysicalOrder();
  }

  static ZipArchiveReader open(Path file, int maxEntries)
      throws BundleRejectedException, IOException {
    try (var block = new FileDataBlock(file)) {
      ZipDirectory.walk(block, maxEntries);
    }
    try {
      // the local headers repeat the directory; reading their extra fields now costs memory
      return new ZipArchiveReader(
          ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get());
    } catch (IOException | RuntimeException damaged) {
      throw ArchiveFaults.damaged(damaged);
    }
  }

  @Override
  public @Nullable ArchiveMember next() throws BundleRejectedException {
    closeContent();
    if (!entries.hasMoreElements()) {
      return null;
    }
    ZipArchiveEntry next = entries.nextElement();
    entry = next;
    requirePlain(next);
    crc.reset();
    remaining = next.getSize();
    return new ArchiveMember(
        next.getName(),
        next.isDirectory() ? ArchiveMember.Kind.DIRECTORY : ArchiveMember.Kind.FILE,
        next.getSize());
  }

  @Override
  public int read(byte[] target) throws BundleRejectedException {
    ZipArchiveEntry current = entry;
    if (current == null) {
      throw new IllegalStateException("No current entry");
    }
    try {
      if (content == null) {
        content = open(current);
      }
      int read = content.read(target);
      if (read < 0) {
        requireWhole(current);
        return -1;
      }
      crc.update(target, 0, read);
      remaining -= read;
      if (remaining < 0) {
        throw ArchiveFaults.damagedEntry(current.getName(), "it has more bytes than it says");
      }
      return read;
    } catch (IOException | RuntimeException damaged) {
      throw ArchiveFaults.damagedEntry(current.getName(), damaged);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      closeContent();
    } finally {
      zip.close();
    }
  }

  private InputStream open(ZipArchiveEntry entry) throws IOException {
    if (entry.getMethod() != ZipMethod.DEFLATED.getCode()) {
      return zip.getInputStream(entry);
    }
    // the library's own stream inflates 512 bytes at a time
    var inflater = new Inflater(true);
    var raw =
        new SequenceInputStream(
            zip.getRawInputStream(entry), new ByteArrayInputStream(new byte[1]));
    return new InflaterInputStream(raw, inflater, INFLATER_BUFFER) {
      @Override
      public void close() throws IOException {
        try (inflater) {
          super.close();
        }
      }
    };
  }

  private void requireWhole(ZipArchiveEntry entry) throws BundleRejectedException {
    if (remaining != 0) {
      throw ArchiveFaults.damagedEntry(entry.getName(), "it has fewer bytes than it says");
    }
    if (crc.getValue() != entry.getCrc()) {
      throw ArchiveFaults.damagedEntry(entry.getName(), "its checksum is wrong");
    }
  }

  private static void requirePlain(ZipArchiveEntry entry) throws BundleRejectedException {
    String name = DisplayName.ofEntry(entry.getName());
    if (entry.getGeneralPurposeBit().usesEncryption()
        || entry.getMethod() == ZipMethod.AES_ENCRYPTED.getCode()) {
      throw Rejections.archive(
          "The zip's entry " + name + " is encrypted. Send a zip without a password.");
    }
    int type = (int) (entry.getExternalAttributes() >> 16) & FILE_TYPE_MASK;
    if (type == SYMBOLIC_LINK || (entry.getExternalAttributes() & WINDOWS_REPARSE_POINT) != 0) {
      throw ArchiveFaults.forbidden(entry.getName(), "a symbolic link");
    }
    if (type != 0 && type != REGULAR_FILE && type != DIRECTORY) {
      throw ArchiveFaults.forbidden(entry.getName(), "a device or another special file");
    }
    ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
    if (method != ZipMethod.STORED
        && method != ZipMethod.DEFLATED
        && method != ZipMethod.ENHANCED_DEFLATED) {
      throw Rejections.archive(
          "The zip's entry "
              + name
              + " is compressed with method "
              + entry.getMethod()
              + ", which is not read here. Make the zip with the usual deflate method.");
    }
  }

  private void closeContent() {
    InputStream open = content;
    content = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
