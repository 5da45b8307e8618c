package dev.aneoracle.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much lies in an area. */
public record Usage(long files, long bytes) {

  static final Usage NONE = new Usage(0, 0);

  /** Counts the regular files below the paths; what goes meanwhile is left out. */
  static Usage of(List<Path> paths) throws IOException {
    Counter counter = new Counter();
    for (Path path : paths) {
      Files.walkFileTree(path, counter);
    }
    return new Usage(counter.files, counter.bytes);
  }

  private static final class Counter extends SimpleFileVisitor<Path> {

    private long files;
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files++;
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
