package dev.aneoracle.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * An archive of a package whose weights are made while it is read: only what lies before and after
 * them is kept.
 */
final class LargeArchive {

  private static final String ROOT = "large.mlpackage/";
  private static final String MANIFEST = ROOT + "Manifest.json";
  private static final String MODEL = ROOT + "Data/com.apple.CoreML/model.mlmodel";
  private static final String WEIGHTS = ROOT + "Data/com.apple.CoreML/weights/weight.bin";
  private static final byte[] BLOCK = new byte[1 << 20];

  static {
    new Random(1).nextBytes(BLOCK);
  }

  private final byte[] before;
  private final long size;
  private final byte[] after;

  private LargeArchive(byte[] before, long size, byte[] after) {
    this.before = before;
    this.size = size;
    this.after = after;
  }

  /** Makes a zip without compression, as archivers make of weights. */
  static LargeArchive zip(String name, long size) throws IOException {
    Recorder recorder = new Recorder();
    try (var zip = new ZipArchiveOutputStream(recorder)) {
      return write(zip, recorder, name, size, LargeArchive::zipEntry);
    }
  }

  /** Makes a tar. */
  static LargeArchive tar(String name, long size) throws IOException {
    Recorder recorder = new Recorder();
    try (var tar = new TarArchiveOutputStream(recorder)) {
      return write(tar, recorder, name, size, LargeArchive::tarEntry);
    }
  }

  private static <E extends ArchiveEntry> LargeArchive write(
      ArchiveOutputStream<E> archive, Recorder recorder, String name, long size, Entries<E> entries)
      throws IOException {
    small(archive, entries, MANIFEST, TestModels.manifest().getBytes(StandardCharsets.UTF_8));
    small(archive, entries, MODEL, TestModels.program(name));
    archive.putArchiveEntry(entries.entry(WEIGHTS, size, checksum(size)));
    recorder.startOfWeights();
    for (long written = 0; written < size; written += BLOCK.length) {
      archive.write(BLOCK);
    }
    recorder.endOfWeights(size);
    archive.closeArchiveEntry();
    archive.finish();
    return new LargeArchive(recorder.before.toByteArray(), size, recorder.after.toByteArray());
  }

  private static <E extends ArchiveEntry> void small(
      ArchiveOutputStream<E> archive, Entries<E> entries, String name, byte[] content)
      throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    archive.putArchiveEntry(entries.entry(name, content.length, checksum.getValue()));
    archive.write(content);
    archive.closeArchiveEntry();
  }

  private static ZipArchiveEntry zipEntry(String name, long size, long checksum) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(checksum);
    return entry;
  }

  private static TarArchiveEntry tarEntry(String name, long size, long checksum) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    return entry;
  }

  private static long checksum(long size) {
    CRC32 checksum = new CRC32();
    for (long done = 0; done < size; done += BLOCK.length) {
      checksum.update(BLOCK);
    }
    return checksum.getValue();
  }

  long length() {
    return before.length + size + after.length;
  }

  InputStream open() {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(before),
                new Weights(size),
                new ByteArrayInputStream(after))));
  }

  private interface Entries<E extends ArchiveEntry> {
    E entry(String name, long size, long checksum);
  }

  /** Keeps what is written, but of the weights only how much they were. */
  private static final class Recorder extends OutputStream {

    private final ByteArrayOutputStream before = new ByteArrayOutputStream();
    private final ByteArrayOutputStream after = new ByteArrayOutputStream();
    private long weights;
    private boolean inWeights;
    private boolean pastWeights;

    void startOfWeights() {
      inWeights = true;
    }

    void endOfWeights(long expected) {
      if (weights != expected) {
        throw new IllegalStateException(
            "The archiver held back some of the weights: " + (expected - weights));
      }
      inWeights = false;
      pastWeights = true;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (inWeights) {
        weights += length;
      } else {
        (pastWeights ? after : before).write(bytes, offset, length);
      }
    }
  }

  /** The weights: one block again and again. */
  private static final class Weights extends InputStream {

    private final long size;
    private long position;

    Weights(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return position == size ? -1 : BLOCK[(int) (position++ % BLOCK.length)] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position == size) {
        return -1;
      }
      int from = (int) (position % BLOCK.length);
      int count = (int) Math.min(Math.min(length, BLOCK.length - from), size - position);
      System.arraycopy(BLOCK, from, target, offset, count);
      position += count;
      return count;
    }
  }
}
