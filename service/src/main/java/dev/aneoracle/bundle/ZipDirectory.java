package dev.aneoracle.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Walks a zip's central directory one header at a time, before anything loads it as a whole.
 *
 * <p>It is strict, so that no two readers can see different archives in the same bytes: the file
 * begins with the first entry, the entries do not overlap, the directory ends where the end record
 * begins, the end record's comment ends the file, and the counts agree.
 *
 * @param entries how many entries there are
 */
record ZipDirectory(int entries) {

  private static final int LOCAL_HEADER_SIZE = 30;

  private static final int LOCAL_HEADER_SIGNATURE = 0x04034b50;

  private static final int AVERAGE_HEADER_LIMIT = 512;

  private static final int SATURATED_SHORT = 0xFFFF;

  private static final long SATURATED_INT = 0xFFFF_FFFFL;

  static ZipDirectory walk(DataBlock block, int maxEntries)
      throws BundleRejectedException, IOException {
    try {
      return walk(block, locate(block), maxEntries);
    } catch (EOFException truncated) {
      throw damaged("it ends too early");
    }
  }

  private static ZipDirectory walk(DataBlock block, Range range, int maxEntries)
      throws BundleRejectedException, IOException {
    if (Long.compareUnsigned(range.entries(), maxEntries) > 0) {
      throw tooMany(maxEntries);
    }
    if (range.end() - range.start() > (long) maxEntries * AVERAGE_HEADER_LIMIT) {
      throw damaged("its directory is too large for what it may hold");
    }
    var spans = new Span[(int) range.entries()];
    int count = 0;
    long position = range.start();
    while (position < range.end()) {
      Optional<ZipCentralDirectoryFileHeaderRecord> header =
          ZipCentralDirectoryFileHeaderRecord.load(block, position);
      if (header.isEmpty()) {
        throw damaged("its directory has something else in between");
      }
      if (count == spans.length) {
        throw damaged("its directory has more entries than it says");
      }
      spans[count] = span(block, header.get());
      count++;
      position += header.get().length();
    }
    if (position != range.end() || count != spans.length) {
      throw damaged("its directory does not have the size and count that it says");
    }
    requireSeparate(spans, range.start());
    return new ZipDirectory(count);
  }

  private static Range locate(DataBlock block) throws BundleRejectedException, IOException {
    var end =
        ZipEndOfCentralDirectoryRecord.locate(block)
            .orElseThrow(() -> damaged("its end is missing"));
    if (!end.endsAt(block.size())) {
      throw damaged("there are bytes after its end");
    }
    Optional<Zip64EndOfCentralDirectoryLocator> locator =
        Zip64EndOfCentralDirectoryLocator.loadBefore(block, end.position());
    return locator.isPresent()
        ? zip64Range(block, end, locator.get())
        : range(end.record(), end.position());
  }

  private static Range range(ZipEndOfCentralDirectoryRecord record, long end)
      throws BundleRejectedException {
    if (record.numberOfThisDisk() != 0
        || record.diskWhereCentralDirectoryStarts() != 0
        || record.entriesOnThisDisk() != record.totalEntries()) {
      throw severalParts();
    }
    long start = record.offsetOfCentralDirectory();
    if (start + record.sizeOfCentralDirectory() != end) {
      throw damaged("its directory is not where its end says");
    }
    return new Range(start, end, record.totalEntries());
  }

  private static Range zip64Range(
      DataBlock block,
      ZipEndOfCentralDirectoryRecord.Located end,
      Zip64EndOfCentralDirectoryLocator locator)
      throws BundleRejectedException, IOException {
    long position = locator.offsetOfZip64Record();
    var zip64 =
        Zip64EndOfCentralDirectoryRecord.load(block, position)
            .orElseThrow(() -> damaged("its zip64 end record is missing"));
    if (zip64.length() != end.position() - Zip64EndOfCentralDirectoryLocator.SIZE - position) {
      throw damaged("its zip64 end record has another size than it says");
    }
    if (zip64.numberOfThisDisk() != 0
        || zip64.diskWhereCentralDirectoryStarts() != 0
        || locator.diskOfZip64Record() != 0
        || locator.totalDisks() > 1
        || zip64.entriesOnThisDisk() != zip64.totalEntries()) {
      throw severalParts();
    }
    ZipEndOfCentralDirectoryRecord small = end.record();
    long start = zip64.offsetOfCentralDirectory();
    if (start < 0
        || start > position
        || zip64.sizeOfCentralDirectory() != position - start
        || !agrees(small.totalEntries(), SATURATED_SHORT, zip64.totalEntries())
        || !agrees(small.sizeOfCentralDirectory(), SATURATED_INT, zip64.sizeOfCentralDirectory())
        || !agrees(small.offsetOfCentralDirectory(), SATURATED_INT, start)) {
      throw damaged("its two end records contradict each other");
    }
    return new Range(start, position, zip64.totalEntries());
  }

  private static boolean agrees(long small, long saturated, long large) {
    return small == saturated || small == large;
  }

  private static Span span(DataBlock block, ZipCentralDirectoryFileHeaderRecord header)
      throws BundleRejectedException, IOException {
    String name = DisplayName.ofEntry(header.fileName());
    if (header.diskNumberStart() != 0) {
      throw severalParts();
    }
    long start = header.offsetOfLocalHeader();
    if (start < 0
        || start > block.size() - LOCAL_HEADER_SIZE
        || block.read(start, Integer.BYTES).getInt() != LOCAL_HEADER_SIGNATURE) {
      throw damaged("entry " + name + " is not where its directory says");
    }
    long end = start + LOCAL_HEADER_SIZE + header.compressedSize();
    if (header.compressedSize() < 0 || end < start) {
      throw damaged("entry " + name + " has an impossible size");
    }
    return new Span(start, end, name);
  }

  private static void requireSeparate(Span[] spans, long directoryStart)
      throws BundleRejectedException {
    Arrays.sort(spans, Comparator.comparingLong(Span::start));
    long first = spans.length == 0 ? directoryStart : spans[0].start();
    if (first != 0) {
      throw damaged("there are bytes before its first entry");
    }
    for (int i = 0; i < spans.length; i++) {
      long next = i + 1 < spans.length ? spans[i + 1].start() : directoryStart;
      if (spans[i].end() > next) {
        throw damaged("entry " + spans[i].name() + " overlaps what follows it");
      }
    }
  }

  private static BundleRejectedException tooMany(int maxEntries) {
    return Rejections.archive(
        "The archive has more than " + maxEntries + " entries. Send only the model's own files.");
  }

  private static BundleRejectedException severalParts() {
    return Rejections.archive("The zip is one part of several. Send it as a single zip.");
  }

  private static BundleRejectedException damaged(String how) {
    return Rejections.archive(
        "The zip is damaged or truncated: " + how + ". Make the zip again and send it anew.");
  }

  /**
   * Where the central directory lies.
   *
   * @param entries how many entries it is said to have
   */
  private record Range(long start, long end, long entries) {}

  /**
   * The least that an entry takes in the archive.
   *
   * @param end at least so far, without the local name
   */
  private record Span(long start, long end, String name) {}
}
