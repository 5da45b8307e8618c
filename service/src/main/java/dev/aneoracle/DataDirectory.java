package dev.aneoracle;

import dev.aneoracle.bundle.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder that holds models and database, taken by one service at a time. */
final class DataDirectory implements AutoCloseable {

  /** The folder for the service's own temporary files. */
  static final String TEMPORARY = "tmp";

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder where it is missing and takes it.
   *
   * @throws DataDirectoryInUseException when another service has it
   */
  static DataDirectory take(Path path) {
    try {
      Path directory = Files.createDirectories(path.toAbsolutePath());
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new DataDirectoryInUseException(directory);
      }
      return new DataDirectory(directory, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory " + path + " cannot be used", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  /**
   * Returns the folder for the service's own temporary files, empty: what lay in it was an earlier
   * run's.
   */
  Path emptyTemporary() {
    try {
      Directories.delete(path.resolve(TEMPORARY));
      return Files.createDirectories(path.resolve(TEMPORARY));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + path.resolve(TEMPORARY) + " is no use", e);
    }
  }

  /** Returns a folder inside it, made where it is missing. */
  Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + path.resolve(name) + " cannot be made", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Another service uses the folder. */
  static final class DataDirectoryInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    DataDirectoryInUseException(Path path) {
      super(
          "The data directory %s is in use by another ANE Oracle. Stop it, or set ane-oracle.data-directory."
              .formatted(path));
    }
  }
}
