package dev.aneoracle.coreml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;

/** The numbers of a repeated field, as their bits; of too many only the count is kept. */
final class NumberSeries {

  private final int wireType;
  private final int limit;
  private long[] bits = new long[4];
  private int count;

  NumberSeries(int wireType, int limit) {
    this.wireType = wireType;
    this.limit = limit;
  }

  /** Returns the wire type of a single number. */
  int wireType() {
    return wireType;
  }

  /** Returns how many there are. */
  int count() {
    return count;
  }

  void add(long number) {
    if (count < limit) {
      if (count == bits.length) {
        bits = Arrays.copyOf(bits, 4 * count);
      }
      bits[count] = number;
    }
    count++;
  }

  /** Returns the first of them, as it is written. */
  long first() {
    return bits[0];
  }

  /** Returns them as whole numbers, or nothing where they are too many. */
  Optional<Attribute> numbers() {
    return count > limit ? Optional.empty() : Optional.of(new Attribute.Numbers(longs()));
  }

  /** Returns them as decimals, or nothing where they are too many. */
  Optional<Attribute> decimals(LongToDoubleFunction meaning) {
    if (count > limit) {
      return Optional.empty();
    }
    List<Double> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(meaning.applyAsDouble(bits[i]));
    }
    return Optional.of(new Attribute.Decimals(values));
  }

  /** Returns them as booleans, or nothing where they are too many. */
  Optional<Attribute> flags() {
    if (count > limit) {
      return Optional.empty();
    }
    List<Boolean> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(bits[i] != 0);
    }
    return Optional.of(new Attribute.Flags(values));
  }

  private List<Long> longs() {
    List<Long> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(bits[i]);
    }
    return values;
  }
}
