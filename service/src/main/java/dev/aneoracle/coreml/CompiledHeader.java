package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.ModelDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The start of {@code coremldata.bin}: the kind of model, as its field number in the specification;
 * the compiler's version; a class's name; the specification version; how the rest is kept; and the
 * specification's description of inputs and outputs. So every compiled bundle at hand has it; it is
 * published nowhere, and what does not fit is left unknown.
 *
 * @param specificationVersion 0 where the file does not say
 * @param face empty where the file has no description that is known here
 */
record CompiledHeader(ModelType type, int specificationVersion, Optional<ModelInterface> face) {

  private static final String FILE = "coremldata.bin";
  private static final int READ_AT_MOST = 4 << 20;
  private static final int DESCRIPTION = 2;

  /** The kind and three numbers of the compiler's version. */
  private static final int BEFORE_TEXTS = Integer.BYTES + 3 * Long.BYTES;

  /** What stands between the specification version and the second text. */
  private static final int GAP = 20;

  /** The second text of a model that is kept as it was in the specification. */
  private static final String SPECIFICATION = "spec";

  static CompiledHeader read(Path folder, Budget budget, List<String> warnings) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      warnings.add(FILE + " is missing");
      return unknown();
    }
    if (ForeignFormat.isGitLfsPointer(file)) {
      warnings.add(FILE + " is a Git LFS pointer");
      return unknown();
    }
    ByteBuffer bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = ByteBuffer.wrap(in.readNBytes(READ_AT_MOST)).order(ByteOrder.LITTLE_ENDIAN);
    }
    ModelType type = bytes.remaining() < Integer.BYTES ? null : type(bytes.getInt(0));
    if (type == null) {
      warnings.add(FILE + " does not say what kind of model it is");
      return unknown();
    }
    bytes.position(Math.min(BEFORE_TEXTS, bytes.limit()));
    Optional<String> className = text(bytes);
    if (className.isEmpty() || bytes.remaining() < Integer.BYTES + GAP) {
      return new CompiledHeader(type, 0, Optional.empty());
    }
    int version = bytes.getInt();
    bytes.position(bytes.position() + GAP);
    Optional<String> content = text(bytes);
    return new CompiledHeader(
        type, version, content.flatMap(text -> description(bytes, text, budget)));
  }

  private static CompiledHeader unknown() {
    return new CompiledHeader(ModelType.COMPILED_UNKNOWN, 0, Optional.empty());
  }

  private static @Nullable ModelType type(int field) {
    for (ModelType type : ModelType.values()) {
      if (type.field() == field && field > 0) {
        return type;
      }
    }
    return null;
  }

  /** Takes a text, which its length precedes; nothing where there is none. */
  private static Optional<String> text(ByteBuffer bytes) {
    Optional<ByteBuffer> text = sized(bytes);
    return text.map(characters -> StandardCharsets.UTF_8.decode(characters).toString());
  }

  private static Optional<ByteBuffer> sized(ByteBuffer bytes) {
    if (bytes.remaining() < Long.BYTES) {
      return Optional.empty();
    }
    long size = bytes.getLong();
    if (size < 0 || size > bytes.remaining()) {
      return Optional.empty();
    }
    ByteBuffer content = bytes.slice(bytes.position(), (int) size);
    bytes.position(bytes.position() + (int) size);
    return Optional.of(content);
  }

  private static Optional<ModelInterface> description(
      ByteBuffer bytes, String content, Budget budget) {
    try {
      if (!content.equals(SPECIFICATION)) {
        Optional<ByteBuffer> description = sized(bytes);
        return description.isEmpty() || !description.get().hasRemaining()
            ? Optional.empty()
            : Optional.of(face(Wire.of(description.get()), budget));
      }
      Wire model = Wire.of(bytes.slice());
      while (model.next()) {
        if (model.field() == DESCRIPTION) {
          return Optional.of(face(model.message(), budget));
        }
      }
      return Optional.empty();
    } catch (CoreMlFormatException e) {
      // written by a compiler of another version
      return Optional.empty();
    }
  }

  private static ModelInterface face(Wire description, Budget budget) throws CoreMlFormatException {
    return InterfaceReader.read(
        new Pruner(budget)
            .parse(description, ModelDescription.getDescriptor(), ModelDescription.parser()));
  }
}
