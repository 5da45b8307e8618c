package dev.aneoracle.helper;

import java.time.Duration;
import java.util.Locale;

/** Puts values into words. */
final class Texts {

  private static final int PREFIX = "PT".length();

  private Texts() {}

  /** Returns a duration such as {@code 10m} or {@code 0.3s}. */
  static String of(Duration duration) {
    return duration.toString().substring(PREFIX).toLowerCase(Locale.ROOT);
  }
}
