package dev.aneoracle.bundle;

import org.springframework.util.unit.DataSize;

/**
 * What an upload may cost.
 *
 * @param maxUpload the most bytes that may come over the network
 * @param maxUnpacked the most bytes that an archive may unpack to
 * @param maxEntries the most entries in an archive, directories included
 * @param maxRatio how many times its own size an archive may unpack to; judged beyond the first 64
 *     MiB only
 * @param maxDepth the most segments in the path of an archive's entry
 * @param minFree the space that must stay free on the disk
 */
public record BundleLimits(
    DataSize maxUpload,
    DataSize maxUnpacked,
    int maxEntries,
    int maxRatio,
    int maxDepth,
    DataSize minFree) {

  public BundleLimits {
    requirePositive(maxUpload.toBytes(), "maxUpload");
    requirePositive(maxUnpacked.toBytes(), "maxUnpacked");
    requirePositive(maxEntries, "maxEntries");
    requirePositive(maxRatio, "maxRatio");
    requirePositive(maxDepth, "maxDepth");
    if (minFree.isNegative()) {
      throw new IllegalArgumentException("minFree must not be negative: " + minFree);
    }
  }

  /** Returns limits that suit one Mac in a lab. */
  public static BundleLimits defaults() {
    return new BundleLimits(
        DataSize.ofGigabytes(8),
        DataSize.ofGigabytes(16),
        10_000,
        200,
        32,
        DataSize.ofGigabytes(1));
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
