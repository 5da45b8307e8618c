package dev.aneoracle.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names a package directory by its content: SHA-256 over a line {@code path\0size\0sha256\n} for
 * each regular file but noise, sorted by the bytes of the path. Order, dates, modes and compression
 * of the archive it came in do not count.
 */
final class DirectoryDigest {

  private DirectoryDigest() {}

  static ModelDigest of(UnpackedTree tree) {
    MessageDigest digest = Sha256.create();
    tree.files().entrySet().stream()
        .map(DirectoryDigest::line)
        .sorted(Arrays::compareUnsigned)
        .forEach(digest::update);
    return new ModelDigest(HexFormat.of().formatHex(digest.digest()));
  }

  /** Ordering whole lines orders the paths, for a path ends in a zero that none contains. */
  private static byte[] line(Map.Entry<String, UnpackedFile> entry) {
    UnpackedFile file = entry.getValue();
    String line = entry.getKey() + "\0" + file.size() + "\0" + file.sha256() + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
