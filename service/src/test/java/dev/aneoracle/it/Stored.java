package dev.aneoracle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Looks at what lies in a data directory. */
record Stored(Path dataDirectory) {

  /** Returns what is left of uploads; nothing while none is under way. */
  List<Path> incoming() {
    return children(dataDirectory.resolve("incoming"));
  }

  /** Returns the folder of every stored bundle. */
  List<Path> bundles() {
    return children(dataDirectory.resolve("bundles")).stream()
        .flatMap(shelf -> children(shelf).stream())
        .toList();
  }

  /** Returns the folder that the bundle of a digest lies in. */
  Path bundle(String digest) {
    String hex = digest.replace("sha256:", "");
    return dataDirectory.resolve("bundles").resolve(hex.substring(0, 2)).resolve(hex);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
