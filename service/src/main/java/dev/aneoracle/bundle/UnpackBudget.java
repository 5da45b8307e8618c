package dev.aneoracle.bundle;

/** Counts what an archive unpacks to, and ends a bomb. */
final class UnpackBudget {

  /** Small archives of very regular data are common and do no harm. */
  private static final long RATIO_FREE = 64L << 20;

  private final BundleLimits limits;

  private final long maxUnpacked;

  private final long archiveSize;

  private long unpacked;

  private int entries;

  UnpackBudget(BundleLimits limits, long archiveSize) {
    this.limits = limits;
    this.maxUnpacked = limits.maxUnpacked().toBytes();
    this.archiveSize = archiveSize;
  }

  /** Counts an entry, by what it says of itself. */
  void begin(ArchiveMember member) throws BundleRejectedException {
    entries++;
    if (entries > limits.maxEntries()) {
      throw Rejections.archive(
          "The archive has more than "
              + limits.maxEntries()
              + " entries. Send only the model's own files.");
    }
    if (member.declaredSize() > maxUnpacked - unpacked) {
      throw tooLarge(member);
    }
  }

  /** Counts bytes that came out of an entry. */
  void unpacked(ArchiveMember member, int bytes) throws BundleRejectedException {
    unpacked += bytes;
    if (unpacked > maxUnpacked) {
      throw tooLarge(member);
    }
    if (unpacked > RATIO_FREE && unpacked / limits.maxRatio() > archiveSize) {
      throw Rejections.archive(
          "The archive unpacks to more than "
              + limits.maxRatio()
              + " times its size, in its entry "
              + DisplayName.ofEntry(member.name())
              + ". If that is right, send it with less compression.");
    }
  }

  private BundleRejectedException tooLarge(ArchiveMember member) {
    return Rejections.archive(
        "The archive unpacks to more than the limit of "
            + ByteCount.describe(maxUnpacked)
            + ", with its entry "
            + DisplayName.ofEntry(member.name())
            + ". Send a smaller model, or ask the operator to raise the limit.");
  }
}
