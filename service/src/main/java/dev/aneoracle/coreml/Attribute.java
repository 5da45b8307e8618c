package dev.aneoracle.coreml;

import java.util.List;

/** A small parameter of an operation. */
public sealed interface Attribute {

  /** Whole numbers; a scalar is a list of one. */
  record Numbers(List<Long> values) implements Attribute {
    public Numbers {
      values = List.copyOf(values);
    }

    /** Returns the numbers given. */
    public static Numbers of(long... values) {
      return new Numbers(java.util.Arrays.stream(values).boxed().toList());
    }
  }

  /** Floating-point numbers; a scalar is a list of one. */
  record Decimals(List<Double> values) implements Attribute {
    public Decimals {
      values = List.copyOf(values);
    }
  }

  /** A word, such as a padding type or an enumeration's name in the specification. */
  record Text(String value) implements Attribute {}

  /** Booleans; a scalar is a list of one. */
  record Flags(List<Boolean> values) implements Attribute {
    public Flags {
      values = List.copyOf(values);
    }
  }
}
