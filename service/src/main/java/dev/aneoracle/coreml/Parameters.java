package dev.aneoracle.coreml;

import java.util.List;
import java.util.Map;

/** The parameters of one layer, typed; one that is not set has protobuf's default. */
record Parameters(Map<String, Attribute> attributes) {

  List<Long> numbers(String name) {
    return attributes.get(name) instanceof Attribute.Numbers(List<Long> values)
        ? values
        : List.of();
  }

  long number(String name) {
    List<Long> values = numbers(name);
    return values.isEmpty() ? 0 : values.getFirst();
  }

  List<Double> decimals(String name) {
    return attributes.get(name) instanceof Attribute.Decimals(List<Double> values)
        ? values
        : List.of();
  }

  double decimal(String name) {
    List<Double> values = decimals(name);
    return values.isEmpty() ? 0 : values.getFirst();
  }

  List<Boolean> flags(String name) {
    return attributes.get(name) instanceof Attribute.Flags(List<Boolean> values)
        ? values
        : List.of();
  }

  boolean flag(String name) {
    List<Boolean> values = flags(name);
    return !values.isEmpty() && values.getFirst();
  }

  String text(String name) {
    return attributes.get(name) instanceof Attribute.Text(String value) ? value : "";
  }
}
