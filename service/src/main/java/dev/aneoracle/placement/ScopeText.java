package dev.aneoracle.placement;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Reads a range of targets: {@code M1@12}, {@code M1..M2@12..13}, {@code M2..@14..} (an end left
 * out is open).
 */
final class ScopeText {

  private ScopeText() {}

  static Scope.Span parse(String text, List<String> names) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("a range of targets has an @: " + text);
    }
    int[] chip = range(text.substring(0, at), name -> place(name, names));
    int[] macos = range(text.substring(at + 1), Integer::parseInt);
    return new Scope.Span(chip[0], chip[1], macos[0], macos[1]);
  }

  private static int[] range(String text, ToIntFunction<String> reader) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      int only = reader.applyAsInt(text);
      return new int[] {only, only};
    }
    String last = text.substring(dots + 2);
    return new int[] {
      reader.applyAsInt(text.substring(0, dots)),
      last.isEmpty() ? Integer.MAX_VALUE : reader.applyAsInt(last)
    };
  }

  private static int place(String name, List<String> names) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException("no chip is called " + name);
    }
    return place;
  }
}
