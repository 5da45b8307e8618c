package dev.aneoracle.helper;

import dev.aneoracle.helper.ProtocolException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The properties of a message, taken by name and type; {@code null} counts as left out. */
final class Fields {

  private final String owner;
  private final JsonNode node;

  Fields(String owner, JsonNode node) {
    this.owner = owner;
    this.node = node;
  }

  String text(String name) throws ProtocolException {
    return required(name, textOrNull(name));
  }

  @Nullable String textOrNull(String name) throws ProtocolException {
    JsonNode value = value(name);
    return value == null ? null : text(name, value);
  }

  long number(String name) throws ProtocolException {
    return required(name, numberOrNull(name));
  }

  int number(String name, int least, int most) throws ProtocolException {
    long value = number(name);
    if (value < least || value > most) {
      throw bad(name, "is not from " + least + " to " + most);
    }
    return (int) value;
  }

  long nanoseconds(String name) throws ProtocolException {
    long value = number(name);
    if (value < 0) {
      throw bad(name, "is below 0");
    }
    return value;
  }

  boolean has(String name) {
    return value(name) != null;
  }

  @Nullable Long numberOrNull(String name) throws ProtocolException {
    JsonNode value = value(name);
    return value == null ? null : number(name, value);
  }

  @Nullable Integer smallOrNull(String name) throws ProtocolException {
    return value(name) == null ? null : number(name, 0, Integer.MAX_VALUE);
  }

  @Nullable Double fractionOrNull(String name) throws ProtocolException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
      throw bad(name, "is not a number from 0 to 1");
    }
    return value.doubleValue();
  }

  boolean flag(String name) throws ProtocolException {
    JsonNode value = required(name, value(name));
    if (!value.isBoolean()) {
      throw bad(name, "is neither true nor false");
    }
    return value.booleanValue();
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) throws ProtocolException {
    return required(name, choiceOrNull(name, type));
  }

  <E extends Enum<E>> @Nullable E choiceOrNull(String name, Class<E> type)
      throws ProtocolException {
    String value = textOrNull(name);
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw bad(name, "is none of the known values");
  }

  List<String> texts(String name) throws ProtocolException {
    return required(name, textsOrNull(name));
  }

  @Nullable List<String> textsOrNull(String name) throws ProtocolException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name, value)) {
      texts.add(text(name, element));
    }
    return texts;
  }

  List<Long> numbers(String name) throws ProtocolException {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode element : elements(name, required(name, value(name)))) {
      numbers.add(number(name, element));
    }
    return numbers;
  }

  Map<String, String> textByName(String name) throws ProtocolException {
    JsonNode value = value(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value != null) {
      for (Map.Entry<String, JsonNode> property : object(name, value).properties()) {
        texts.put(property.getKey(), text(name, property.getValue()));
      }
    }
    return texts;
  }

  List<Fields> objects(String name) throws ProtocolException {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode element : elements(name, required(name, value(name)))) {
      objects.add(new Fields(path(name), object(name, element)));
    }
    return objects;
  }

  Fields object(String name) throws ProtocolException {
    return required(name, objectOrNull(name));
  }

  @Nullable Fields objectOrNull(String name) throws ProtocolException {
    JsonNode value = value(name);
    return value == null ? null : new Fields(path(name), object(name, value));
  }

  /** Returns the whole of it. */
  JsonNode node() {
    return node;
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private <T> T required(String name, @Nullable T value) throws ProtocolException {
    if (value == null) {
      throw bad(name, "is missing");
    }
    return value;
  }

  private String text(String name, JsonNode value) throws ProtocolException {
    if (!value.isString()) {
      throw bad(name, "is not a text");
    }
    return value.stringValue();
  }

  private long number(String name, JsonNode value) throws ProtocolException {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw bad(name, "is not a whole number of 64 bits");
    }
    return value.longValue();
  }

  private JsonNode object(String name, JsonNode value) throws ProtocolException {
    if (!value.isObject()) {
      throw bad(name, "is not an object");
    }
    return value;
  }

  private Iterable<JsonNode> elements(String name, JsonNode value) throws ProtocolException {
    if (!value.isArray()) {
      throw bad(name, "is not an array");
    }
    return value.values();
  }

  private String path(String name) {
    return owner + "." + name;
  }

  ProtocolException bad(String name, String what) {
    return new ProtocolException(
        Reason.BAD_PROPERTY, "The property %s %s.".formatted(path(name), what));
  }
}
