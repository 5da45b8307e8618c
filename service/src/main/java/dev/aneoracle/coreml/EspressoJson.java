package dev.aneoracle.coreml;

import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** A JSON file of a compiled network, read as it comes: one entry of one field of its top. */
final class EspressoJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(1 << 20)
                          .maxNameLength(Wire.TEXT_LIMIT)
                          .maxNumberLength(256)
                          .maxNestingDepth(64)
                          .build())
                  .build())
          .build();

  private EspressoJson() {}

  /** Hands each object that the field of the given name holds, in a list or by name, over. */
  static void forEach(InputStream in, String file, String field, Visitor visitor)
      throws CoreMlFormatException {
    try (JsonParser parser = MAPPER.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new CoreMlFormatException(file + " is no JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals(field);
        parser.nextToken();
        if (wanted) {
          visitEntries(parser, visitor);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new CoreMlFormatException(file + " goes on after its end");
      }
    } catch (JacksonException e) {
      throw new CoreMlFormatException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void visitEntries(JsonParser parser, Visitor visitor)
      throws CoreMlFormatException {
    if (parser.currentToken() != JsonToken.START_ARRAY
        && parser.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    String name = "";
    while (true) {
      switch (parser.nextToken()) {
        case PROPERTY_NAME -> name = parser.currentName();
        case START_OBJECT -> visitor.visit(name, parser);
        case START_ARRAY -> parser.skipChildren();
        case END_ARRAY, END_OBJECT -> {
          return;
        }
        case null -> {
          return;
        }
        default -> {}
      }
    }
  }

  /** Reads one object to its end. */
  @FunctionalInterface
  interface Visitor {
    void visit(String name, JsonParser parser) throws CoreMlFormatException;
  }
}
