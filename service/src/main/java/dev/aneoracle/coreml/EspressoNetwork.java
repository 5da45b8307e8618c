package dev.aneoracle.coreml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The {@code model.espresso.net} of a compiled neural network: JSON with a list of layers. */
final class EspressoNetwork {

  private static final int TYPES = 1_000;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private EspressoNetwork() {}

  /** Counts the layers by type, reading the file as it comes. */
  static Map<String, Integer> layerTypes(Path file) throws CoreMlFormatException, IOException {
    Map<String, Integer> counts = new TreeMap<>();
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = MAPPER.createParser(in)) {
      int depth = 0;
      boolean inLayers = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          case PROPERTY_NAME -> {
            if (depth == 1) {
              inLayers = parser.currentName().equals("layers");
            }
          }
          case VALUE_STRING -> {
            if (depth == 3 && inLayers && "type".equals(parser.currentName())) {
              counts.merge(parser.getString(), 1, Integer::sum);
            }
          }
          default -> {}
        }
        if (counts.size() > TYPES) {
          throw new CoreMlFormatException(
              file.getFileName() + " has layers of more than " + TYPES + " types");
        }
      }
    } catch (JacksonException e) {
      throw new CoreMlFormatException(
          file.getFileName() + " is not JSON: " + e.getOriginalMessage(), e);
    }
    return counts;
  }
}
