package dev.aneoracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where models and the files of evaluations lie.
 *
 * @param path the folder, which several nodes may share
 * @param incoming this node's own folder in it for uploads under way
 */
record StoreDirectory(Path path, Path incoming) {

  private static final String INCOMING = "incoming";

  /** Returns the folder of a node that keeps its models to itself. */
  static StoreDirectory own(Path dataDirectory) {
    return new StoreDirectory(dataDirectory, dataDirectory.resolve(INCOMING));
  }

  /** Returns a folder that nodes share; a node's name is unique among them. */
  static StoreDirectory shared(Path folder, String node) {
    Path path = folder.toAbsolutePath();
    String name = URLEncoder.encode(node, StandardCharsets.UTF_8).replace(".", "%2E");
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("The bundle directory " + path + " cannot be made", e);
    }
    return new StoreDirectory(path, path.resolve(INCOMING).resolve(name));
  }

  /** Returns a folder inside it, made where it is missing. */
  Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + path.resolve(name) + " cannot be made", e);
    }
  }
}
