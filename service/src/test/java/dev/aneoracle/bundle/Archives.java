package dev.aneoracle.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes archives of files in memory. */
final class Archives {

  private Archives() {}

  static byte[] zip(Map<String, byte[]> files) {
    return write(out -> zip(files, out));
  }

  static byte[] tar(Map<String, byte[]> files) {
    return write(out -> tar(files, out));
  }

  static byte[] tarGz(Map<String, byte[]> files) {
    return gzip(tar(files));
  }

  static byte[] gzip(byte[] bytes) {
    return write(out -> {
      try (var gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      }
    });
  }

  /** Makes a tar of one entry that is not a plain file. */
  static byte[] tarOf(TarArchiveEntry entry) {
    return write(out -> {
      try (TarArchiveOutputStream tar = newTar(out)) {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    });
  }

  static TarArchiveOutputStream newTar(OutputStream out) {
    var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  static byte[] write(Writer writer) {
    var bytes = new ByteArrayOutputStream();
    try {
      writer.writeTo(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void zip(Map<String, byte[]> files, OutputStream out) throws IOException {
    try (var zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
  }

  private static void tar(Map<String, byte[]> files, OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar = newTar(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        var entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0); // fractions of a second would add a header
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
  }

  /** Writes an archive. */
  interface Writer {

    void writeTo(OutputStream out) throws IOException;
  }
}
