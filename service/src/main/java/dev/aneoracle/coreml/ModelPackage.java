package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * The manifest of an {@code .mlpackage} directory: items by identifier, their paths below {@code
 * Data/}, and which of them is the specification.
 */
final class ModelPackage {

  private static final String MANIFEST = "Manifest.json";

  private ModelPackage() {}

  /** Returns the file of the specification. */
  static Path rootModel(Path modelPackage) throws CoreMlFormatException, IOException {
    JsonNode manifest = JsonFile.read(modelPackage.resolve(MANIFEST));
    String root = manifest.path("rootModelIdentifier").asString("");
    String path = manifest.path("itemInfoEntries").path(root).path("path").asString("");
    if (root.isEmpty() || path.isEmpty()) {
      throw new CoreMlFormatException(
          MANIFEST + " does not say which item is the model (rootModelIdentifier and its path)");
    }
    Path data = modelPackage.resolve("Data");
    Path file;
    try {
      file = data.resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw new CoreMlFormatException(MANIFEST + " names a model with an impossible path", e);
    }
    if (!file.startsWith(data.normalize())) {
      throw new CoreMlFormatException(MANIFEST + " names a model outside the package: " + path);
    }
    if (!Files.isRegularFile(file)) {
      throw new CoreMlFormatException(
          MANIFEST + " names the model Data/" + path + ", which is not in the package");
    }
    return file;
  }
}
