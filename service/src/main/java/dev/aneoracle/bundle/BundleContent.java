package dev.aneoracle.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A stored model as one sequence of bytes: a file as it is, a directory as a tar without
 * compression. The same directory always gives the same bytes: its files are sorted by their paths
 * and have neither dates nor owners.
 */
public final class BundleContent {

  private static final int RECORD = 512;
  private static final byte[] END_OF_ARCHIVE = new byte[2 * RECORD];

  private final List<Piece> pieces;

  private BundleContent(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** Lays out the bytes of a stored model; none of its files is opened yet. */
  public static BundleContent of(StoredBundle bundle) throws IOException {
    Path path = bundle.path();
    return new BundleContent(
        Files.isDirectory(path)
            ? archive(path)
            : List.of(new Piece.Content(path, Files.size(path))));
  }

  private static List<Piece> archive(Path directory) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    for (Path file : filesOf(directory)) {
      long size = Files.size(file);
      String name = directory.getFileName() + "/" + written(directory.relativize(file));
      pieces.add(new Piece.Bytes(header(name, size)));
      pieces.add(new Piece.Content(file, size));
      pieces.add(new Piece.Bytes(new byte[(int) ((RECORD - size % RECORD) % RECORD)]));
    }
    pieces.add(new Piece.Bytes(END_OF_ARCHIVE));
    return pieces;
  }

  private static List<Path> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(BundleContent::written))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String written(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static byte[] header(String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setModTime(0);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    // Not closed: the entry's content is not written through it.
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(header, RECORD, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    tar.putArchiveEntry(entry);
    return header.toByteArray();
  }

  /** Returns how many bytes there are. */
  public long length() {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  /** Opens the bytes; each file is opened when its turn comes. */
  public InputStream open() {
    return new PieceInputStream(pieces.iterator());
  }

  /** Reads all the bytes and returns their SHA-256. */
  public byte[] sha256() throws IOException {
    MessageDigest function = Sha256.create();
    try (InputStream in = new DigestInputStream(open(), function)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return function.digest();
  }

  /** Some of the bytes. */
  sealed interface Piece {

    long length();

    InputStream open() throws IOException;

    /** Bytes at hand. */
    final class Bytes implements Piece {

      private final byte[] bytes;

      Bytes(byte[] bytes) {
        this.bytes = bytes;
      }

      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    }

    /** The content of a file. */
    record Content(Path file, long length) implements Piece {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    }
  }
}
