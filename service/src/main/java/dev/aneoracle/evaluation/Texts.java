package dev.aneoracle.evaluation;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells texts that every database can keep from those that none of its rows can hold. */
final class Texts {

  private Texts() {}

  /** Returns whether it has neither a zero character nor half of a pair of surrogates. */
  static boolean storable(@Nullable Object value) {
    return !(value instanceof String text)
        || (text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }
}
