package dev.aneoracle.bundle;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Makes names that came from outside fit to be shown. */
final class DisplayName {

  private static final int MAXIMUM_LENGTH = 255;

  private DisplayName() {}

  /** Returns the last path segment of a client's file name, or null where nothing is left of it. */
  static @Nullable String ofFile(@Nullable String filename) {
    if (filename == null) {
      return null;
    }
    String trimmed = filename.replace('\\', '/').replaceAll("/+$", "");
    String name = clean(trimmed.substring(trimmed.lastIndexOf('/') + 1));
    return name.isEmpty() || name.equals(".") || name.equals("..") ? null : name;
  }

  /** Returns an archive entry's name for a message. */
  static String ofEntry(String entry) {
    return "'" + clean(entry) + "'";
  }

  private static String clean(String text) {
    String shown = Normalizer.normalize(cut(text), Normalizer.Form.NFC);
    var clean = new StringBuilder();
    shown.codePoints().filter(DisplayName::isShown).forEach(clean::appendCodePoint);
    return cut(clean.toString().strip());
  }

  private static String cut(String text) {
    if (text.length() <= MAXIMUM_LENGTH) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MAXIMUM_LENGTH - 1));
    return text.substring(0, splitsPair ? MAXIMUM_LENGTH - 1 : MAXIMUM_LENGTH);
  }

  /** Format characters could turn the writing direction and make a name read as another. */
  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
