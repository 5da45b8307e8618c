package dev.aneoracle.bundle;

import java.nio.file.Path;
import java.util.List;

/**
 * A bundle in its upload's own directory.
 *
 * @param record what will be written beside it
 */
record FileStagedBundle(
    Incoming incoming, ModelDigest digest, StoredRecord record, long receivedBytes)
    implements StagedBundle {

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
