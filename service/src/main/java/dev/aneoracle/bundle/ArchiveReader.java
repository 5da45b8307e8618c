package dev.aneoracle.bundle;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive's entries one after the other and refuses what is no plain file or directory.
 */
interface ArchiveReader extends Closeable {

  /** Goes to the next entry, leaving the rest of the last one, and returns null at the end. */
  @Nullable ArchiveMember next() throws BundleRejectedException;

  /**
   * Reads from the current entry.
   *
   * @return how many bytes were read, -1 at the entry's end
   */
  int read(byte[] target) throws BundleRejectedException;
}
