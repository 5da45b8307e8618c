package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folder of each measured evaluation: the helper's log and what it dumped. */
public final class EvaluationFiles {

  private static final String LOG = "helper.log";
  private static final String ARTIFACTS = "artifacts";

  private final Path root;

  /** Creates it over a folder that exists. */
  public EvaluationFiles(Path root) {
    this.root = root;
  }

  /** Returns the folder of an evaluation, which is there once something was written to it. */
  public Path directory(String id) {
    return root.resolve(id);
  }

  /** Returns the log of an evaluation, empty where there is none. */
  public Optional<Path> log(String id) {
    return Optional.of(directory(id).resolve(LOG)).filter(EvaluationFiles::isFile);
  }

  /** Returns what an evaluation dumped, sorted by name. */
  public List<Artifact> artifacts(String id) throws IOException {
    Path folder = directory(id).resolve(ARTIFACTS);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(EvaluationFiles::isFile)
          .map(file -> new Artifact(file, String.valueOf(file.getFileName()), size(file)))
          .sorted(Comparator.comparing(Artifact::name))
          .toList();
    }
  }

  /** Returns one of the artifacts; any other name gives nothing. */
  public Optional<Artifact> artifact(String id, String name) throws IOException {
    return artifacts(id).stream().filter(artifact -> artifact.name().equals(name)).findFirst();
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Returns evaluations to whose folder nothing came since a time. */
  List<String> olderThan(Instant time, int limit) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
          .filter(folder -> isOlder(folder, time))
          .limit(limit)
          .map(folder -> String.valueOf(folder.getFileName()))
          .toList();
    }
  }

  private static boolean isOlder(Path folder, Instant time) {
    try {
      return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(time);
    } catch (IOException gone) {
      return false;
    }
  }

  void delete(String id) throws IOException {
    Path directory = directory(id);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Directories.delete(directory);
  }

  /** Deletes the folders whose evaluation is not known; returns how many. */
  int sweep(Predicate<String> known) throws IOException {
    List<String> left;
    try (Stream<Path> folders = Files.list(root)) {
      left =
          folders
              .map(folder -> String.valueOf(folder.getFileName()))
              .filter(known.negate())
              .toList();
    }
    for (String id : left) {
      delete(id);
    }
    return left.size();
  }

  /** One file that was dumped. */
  public record Artifact(Path file, String name, long bytes) {}
}
