package dev.aneoracle.coreml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON file of a bundle, none of which is large. */
final class JsonFile {

  private static final int LIMIT = 1 << 20;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonFile() {}

  static JsonNode read(Path file) throws CoreMlFormatException, IOException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new CoreMlFormatException(name + " is missing");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LIMIT + 1);
    }
    if (bytes.length > LIMIT) {
      throw new CoreMlFormatException(name + " is larger than " + LIMIT + " bytes");
    }
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new CoreMlFormatException(name + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
