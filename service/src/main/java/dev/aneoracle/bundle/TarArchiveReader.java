package dev.aneoracle.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a tar, plain or within a gzip. */
final class TarArchiveReader implements ArchiveReader {

  private static final int BUFFER = 256 << 10;

  private static final int RECORD = 512;

  /** Long names and extended attributes stand before their entry; a real one has a few KiB. */
  private static final long HEADERS_PER_ENTRY = 1L << 20;

  /** Writers fill the last block with zeros, of a MiB at most. */
  private static final long TRAILER = 16L << 20;

  private final MeteredStream metered;

  private final TarArchiveInputStream tar;

  private long headersLeft;

  private @Nullable TarArchiveEntry entry;

  private TarArchiveReader(InputStream in, long maxHeaders) {
    this.metered = new MeteredStream(in);
    this.tar = new TarArchiveInputStream(metered, StandardCharsets.UTF_8.name());
    this.headersLeft = maxHeaders;
  }

  /**
   * Opens a tar.
   *
   * @param maxHeaders how many bytes of headers the whole archive may have
   */
  static TarArchiveReader open(Path file, long maxHeaders) throws IOException {
    return new TarArchiveReader(
        new BufferedInputStream(Files.newInputStream(file), BUFFER), maxHeaders);
  }

  /** Opens a tar within one gzip member or several in a row. */
  static TarArchiveReader openGzip(Path file, long maxHeaders)
      throws BundleRejectedException, IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      var gzip =
          GzipCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get();
      return new TarArchiveReader(new BufferedInputStream(gzip, BUFFER), maxHeaders);
    } catch (IOException | RuntimeException damaged) {
      in.close();
      throw ArchiveFaults.damaged(damaged);
    }
  }

  @Override
  public @Nullable ArchiveMember next() throws BundleRejectedException {
    long before = metered.count();
    TarArchiveEntry next;
    metered.bound(Math.min(HEADERS_PER_ENTRY, headersLeft));
    try {
      next = tar.getNextEntry();
    } catch (MeteredStream.LimitExceededException exceeded) {
      throw Rejections.archive(
          "The tar has more header bytes than a model needs, near its entry "
              + DisplayName.ofEntry(entry == null ? "" : entry.getName())
              + ". Make it anew without extended attributes.");
    } catch (IOException | RuntimeException damaged) {
      throw ArchiveFaults.damaged(damaged);
    }
    metered.unbound();
    long consumed = metered.count() - before;
    headersLeft -= consumed;
    if (next == null) {
      requireEndRecord(consumed);
      drain();
      return null;
    }
    entry = next;
    requirePlain(next);
    return new ArchiveMember(
        next.getName(),
        next.isDirectory() ? ArchiveMember.Kind.DIRECTORY : ArchiveMember.Kind.FILE,
        next.isDirectory() ? 0 : next.getSize());
  }

  @Override
  public int read(byte[] target) throws BundleRejectedException {
    try {
      return tar.read(target);
    } catch (IOException | RuntimeException damaged) {
      throw entry == null
          ? ArchiveFaults.damaged(damaged)
          : ArchiveFaults.damagedEntry(entry.getName(), damaged);
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  /** The library takes the file's end for the archive's end; a tar ends in a record of zeros. */
  private void requireEndRecord(long consumed) throws BundleRejectedException {
    long padding = entry == null ? 0 : Math.floorMod(-entry.getSize(), RECORD);
    if (consumed < padding + RECORD) {
      throw Rejections.archive(
          "The tar is truncated: its end is missing. Make it again and send it anew.");
    }
  }

  /** A gzip has its checksum behind the last byte. */
  private void drain() throws BundleRejectedException {
    byte[] buffer = new byte[RECORD];
    metered.bound(TRAILER);
    try {
      int read = 0;
      while (read >= 0) {
        read = metered.read(buffer, 0, buffer.length);
      }
    } catch (MeteredStream.LimitExceededException exceeded) {
      throw Rejections.archive(
          "The tar goes on for more than "
              + ByteCount.describe(TRAILER)
              + " after its end. Make it again and send it anew.");
    } catch (IOException | RuntimeException damaged) {
      throw ArchiveFaults.damaged(damaged);
    }
  }

  private static void requirePlain(TarArchiveEntry entry) throws BundleRejectedException {
    if (!entry.isCheckSumOK()) {
      throw ArchiveFaults.damagedEntry(entry.getName(), "its header's checksum is wrong");
    }
    if (entry.isSparse()) {
      throw ArchiveFaults.forbidden(entry.getName(), "a sparse file");
    }
    switch (entry.getLinkFlag()) {
      case TarConstants.LF_OLDNORM,
          TarConstants.LF_NORMAL,
          TarConstants.LF_CONTIG,
          TarConstants.LF_DIR -> {}
      case TarConstants.LF_SYMLINK ->
          throw ArchiveFaults.forbidden(entry.getName(), "a symbolic link");
      case TarConstants.LF_LINK -> throw ArchiveFaults.forbidden(entry.getName(), "a hard link");
      case TarConstants.LF_CHR, TarConstants.LF_BLK ->
          throw ArchiveFaults.forbidden(entry.getName(), "a device");
      case TarConstants.LF_FIFO -> throw ArchiveFaults.forbidden(entry.getName(), "a named pipe");
      default -> throw ArchiveFaults.forbidden(entry.getName(), "of a kind that is not known here");
    }
  }
}
