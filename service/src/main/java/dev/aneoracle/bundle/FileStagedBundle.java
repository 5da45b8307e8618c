package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle in its upload's own directory.
 *
 * @param record what will be written beside it
 * @param forced whether what its files hold is on the disk
 */
record FileStagedBundle(
    Incoming incoming, ModelDigest digest, StoredRecord record, long receivedBytes, boolean forced)
    implements StagedBundle {

  /** Forces its files to disk, unless they are there. */
  FileStagedBundle force() throws IOException {
    if (!forced) {
      Directories.syncFiles(incoming.content());
    }
    return new FileStagedBundle(incoming, digest, record, receivedBytes, true);
  }

  @Override
  public BundleFormat format() {
    return record.format();
  }

  @Override
  public String name() {
    return record.name();
  }

  @Override
  public Path path() {
    return incoming.content().resolve(StoredRecord.modelName(format()));
  }

  @Override
  public List<String> warnings() {
    return record.warnings();
  }

  @Override
  public void close() {
    incoming.close();
  }
}
