package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload's own directory, from the first byte until it is stored or dropped.
 *
 * @param directory holds the received file, then what was unpacked, then the content to store
 */
record Incoming(Path directory) implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Incoming.class);

  static Incoming createIn(Path parent) throws IOException {
    return new Incoming(Files.createTempDirectory(parent, "upload-"));
  }

  Path received() {
    return directory.resolve("received");
  }

  Path unpacked() {
    return directory.resolve("unpacked");
  }

  /** Returns the directory that is moved into the store as it is. */
  Path content() {
    return directory.resolve("content");
  }

  @Override
  public void close() {
    try {
      Directories.delete(directory);
    } catch (IOException failure) {
      logger.warn(
          "Upload directory not deleted, the next start sweeps it directory={}",
          directory,
          failure);
    }
  }
}
