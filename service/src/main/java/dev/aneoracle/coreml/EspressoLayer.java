package dev.aneoracle.coreml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One layer of a compiled network, as its JSON has it: names of blobs stand in one text each, apart
 * by commas.
 *
 * @param parameters the scalars
 * @param leaves whether the layer says that its blobs leave the network
 */
record EspressoLayer(
    String name,
    String type,
    List<String> bottoms,
    List<String> tops,
    Parameters parameters,
    boolean leaves) {

  private static final int PARAMETERS = 2048;

  /** Reads the object that the parser is at the start of. */
  static EspressoLayer read(JsonParser parser, Budget budget) throws CoreMlFormatException {
    Map<String, Attribute> scalars = new LinkedHashMap<>();
    boolean leaves = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      budget.takeField(key.length());
      if (scalars.size() > PARAMETERS) {
        throw new CoreMlFormatException("A layer has more than " + PARAMETERS + " parameters");
      }
      switch (parser.nextToken()) {
        case VALUE_STRING -> {
          String text = parser.getString();
          budget.takeField(text.length());
          scalars.put(key, new Attribute.Text(text));
        }
        case VALUE_NUMBER_INT -> scalars.put(key, number(parser));
        case VALUE_NUMBER_FLOAT ->
            scalars.put(key, new Attribute.Decimals(List.of(parser.getDoubleValue())));
        case VALUE_TRUE -> scalars.put(key, Attribute.Numbers.of(1));
        case VALUE_FALSE -> scalars.put(key, Attribute.Numbers.of(0));
        case START_OBJECT -> {
          boolean attributes = key.equals("attributes");
          leaves |= readAttributes(parser) && attributes;
        }
        default -> parser.skipChildren();
      }
    }
    Parameters parameters = new Parameters(scalars);
    return new EspressoLayer(
        parameters.text("name"),
        parameters.text("type"),
        names(parameters.text("bottom")),
        names(parameters.text("top")),
        parameters,
        leaves);
  }

  private static Attribute number(JsonParser parser) {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new Attribute.Decimals(List.of(parser.getDoubleValue()))
        : Attribute.Numbers.of(parser.getLongValue());
  }

  private static boolean readAttributes(JsonParser parser) {
    boolean leaves = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        leaves |= key.equals("is_output") && parser.getValueAsInt() == 1;
      } else {
        parser.skipChildren();
      }
    }
    return leaves;
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
