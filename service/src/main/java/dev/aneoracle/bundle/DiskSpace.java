package dev.aneoracle.bundle;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches that uploads leave some space free on the disk.
 *
 * @param minFree the bytes that must stay free
 * @param usable asks how many bytes can still be written
 */
record DiskSpace(long minFree, LongSupplier usable) {

  void require() throws BundleRejectedException {
    long free = usable.getAsLong();
    if (free < minFree) {
      throw Rejections.storageFull(
          ByteCount.describe(free) + " left, " + ByteCount.describe(minFree) + " must stay free");
    }
  }

  /** Tells a full disk or an exhausted quota from other failures, by the system's own words. */
  static boolean isFull(IOException failure) {
    return mentions(failure.getMessage(), "No space left on device")
        || mentions(failure.getMessage(), "Disk quota exceeded");
  }

  private static boolean mentions(@Nullable String message, String words) {
    return message != null && message.contains(words);
  }
}
