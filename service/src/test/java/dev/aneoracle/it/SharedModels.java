package dev.aneoracle.it;

import dev.aneoracle.it.Client.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;

/** The folder of real models, named by the system property {@code ane-oracle.shared}. */
final class SharedModels {

  private static final Path FOLDER =
      Path.of(System.getProperty("ane-oracle.shared", "../../shared"), "models").normalize();

  private static final Set<String> NO_MODELS = Set.of("LICENSES", "ground-truth");
  private static final int DEPTH = 3;

  private SharedModels() {}

  static Path folder() {
    return FOLDER.toAbsolutePath();
  }

  static boolean present() {
    return Files.isDirectory(FOLDER);
  }

  /** Skips the test where the folder is missing. */
  static void assume() {
    Assumptions.assumeTrue(
        present(),
        () -> "Skipped: there is no folder of real models at " + FOLDER.toAbsolutePath());
  }

  /** Returns every bundle; a folder without one is itself a bundle, to be refused. */
  static List<Bundle> all() {
    return children(FOLDER).stream()
        .filter(Files::isDirectory)
        .filter(folder -> !NO_MODELS.contains(folder.getFileName().toString()))
        .flatMap(SharedModels::in)
        .toList();
  }

  static Bundle named(String name) {
    return in(FOLDER.resolve(name)).findFirst().orElseThrow();
  }

  private static Stream<Bundle> in(Path folder) {
    String name = folder.getFileName().toString();
    List<Path> found = bundles(folder, 0).toList();
    if (!found.isEmpty()) {
      return found.stream().map(path -> new Bundle(name, path));
    }
    List<Path> files = children(folder);
    return Stream.of(new Bundle(name, files.size() == 1 ? files.getFirst() : folder));
  }

  private static Stream<Path> bundles(Path folder, int depth) {
    return children(folder).stream()
        .flatMap(child -> {
          String name = child.getFileName().toString();
          if (name.endsWith(".mlpackage") || name.endsWith(".mlmodelc")) {
            return Stream.of(child);
          }
          if (Files.isDirectory(child)) {
            return depth < DEPTH ? bundles(child, depth + 1) : Stream.empty();
          }
          return name.endsWith(".mlmodel") ? Stream.of(child) : Stream.empty();
        });
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A bundle of the folder.
   *
   * @param name the folder it is in
   */
  record Bundle(String name, Path path) {

    boolean bad() {
      return name.startsWith("bad-") || !BUNDLE.matcher(path.toString()).matches();
    }

    /** Returns it as users send it: a file as it is, a folder as a zip. */
    Upload upload() {
      try {
        return Files.isRegularFile(path)
            ? Upload.raw(Files.readAllBytes(path), path.getFileName().toString())
            : Upload.raw(zip(path), path.getFileName() + ".zip");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static final java.util.regex.Pattern BUNDLE =
        java.util.regex.Pattern.compile(".*\\.(mlmodel|mlpackage|mlmodelc)");

    private static byte[] zip(Path folder) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes);
          Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          zip.putNextEntry(new ZipEntry(folder.getFileName() + "/" + folder.relativize(file)));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
      return bytes.toByteArray();
    }

    @Override
    public String toString() {
      return name + "/" + path.getFileName();
    }
  }
}
