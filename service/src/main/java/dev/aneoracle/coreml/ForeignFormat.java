package dev.aneoracle.coreml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files that often stand where a Core ML specification should, told by their first bytes. */
enum ForeignFormat {
  GIT_LFS_POINTER("a Git LFS pointer; fetch the file itself with \"git lfs pull\""),
  GZIP("a gzip file; unpack it first"),
  ZIP("a zip file"),
  JSON("JSON text"),
  HDF5("an HDF5 file, perhaps a Keras model; convert it with coremltools");

  private static final byte[] LFS = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

  private final String description;

  ForeignFormat(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  static Optional<ForeignFormat> of(ByteBuffer bytes) {
    if (startsWith(bytes, LFS)) {
      return Optional.of(GIT_LFS_POINTER);
    }
    if (startsWith(bytes, new byte[] {0x1f, (byte) 0x8b})) {
      return Optional.of(GZIP);
    }
    if (startsWith(bytes, new byte[] {'P', 'K', 3, 4})) {
      return Optional.of(ZIP);
    }
    if (startsWith(bytes, new byte[] {'{'}) || startsWith(bytes, new byte[] {'['})) {
      return Optional.of(JSON);
    }
    if (startsWith(bytes, new byte[] {(byte) 0x89, 'H', 'D', 'F'})) {
      return Optional.of(HDF5);
    }
    return Optional.empty();
  }

  static boolean isGitLfsPointer(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return startsWith(ByteBuffer.wrap(in.readNBytes(LFS.length)), LFS);
    }
  }

  private static boolean startsWith(ByteBuffer bytes, byte[] prefix) {
    return bytes.remaining() >= prefix.length
        && bytes.slice(bytes.position(), prefix.length).equals(ByteBuffer.wrap(prefix));
  }
}
