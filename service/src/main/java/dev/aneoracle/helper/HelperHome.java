package dev.aneoracle.helper;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one helper.
 *
 * @param root what goes when the helper has gone
 * @param home the home that it is given, mostly inside
 */
record HelperHome(Path root, Path home) {

  private static final String TEMPORARY = "tmp";
  private static final String HOME = "home";

  /** Makes a folder for a helper that is to find nothing of earlier ones. */
  static HelperHome create(Path folder) throws IOException {
    Path root = root(folder);
    return new HelperHome(root, Files.createDirectory(root.resolve(HOME)));
  }

  /** Makes a folder for a helper that shares a home with others. */
  static HelperHome create(Path folder, Path sharedHome) throws IOException {
    return new HelperHome(root(folder), Files.createDirectories(sharedHome));
  }

  private static Path root(Path folder) throws IOException {
    Path root = Files.createTempDirectory(Files.createDirectories(folder), "helper-");
    Files.createDirectory(root.resolve(TEMPORARY));
    return root;
  }

  Path temporary() {
    return root.resolve(TEMPORARY);
  }

  /** Deletes it and returns how many bytes its files had. */
  long delete() throws IOException {
    return delete(root);
  }

  /** Deletes a tree, or what is left of it, without following links. */
  static long delete(Path root) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(root, new Deletion(bytes));
    return bytes.get();
  }

  /** Deletes what it visits; what has gone meanwhile is as good as deleted. */
  private static final class Deletion extends SimpleFileVisitor<Path> {

    private final AtomicLong bytes;

    Deletion(AtomicLong bytes) {
      this.bytes = bytes;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      var _ = directory.toFile().setWritable(true, true);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        bytes.addAndGet(attributes.size());
      }
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
