package dev.aneoracle.coreml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The start of {@code coremldata.bin}: the kind of model, as its field number in the specification,
 * in four little-endian bytes. Seen in every compiled bundle at hand, published nowhere.
 */
final class CompiledHeader {

  private static final String FILE = "coremldata.bin";

  private CompiledHeader() {}

  static ModelType type(Path folder, List<String> warnings) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      warnings.add(FILE + " is missing");
      return ModelType.COMPILED_UNKNOWN;
    }
    if (ForeignFormat.isGitLfsPointer(file)) {
      warnings.add(FILE + " is a Git LFS pointer");
      return ModelType.COMPILED_UNKNOWN;
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(Integer.BYTES);
    }
    if (start.length == Integer.BYTES) {
      int field = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
      for (ModelType type : ModelType.values()) {
        if (type.field() == field) {
          return type;
        }
      }
    }
    warnings.add(FILE + " does not say what kind of model it is");
    return ModelType.COMPILED_UNKNOWN;
  }
}
