package dev.aneoracle.placement;

import java.util.List;

/**
 * A chip of iPhones and iPads whose Neural Engine a Mac's chip has too.
 *
 * @param name such as {@code A15}
 * @param twin the Mac's chip, such as {@code M2}
 * @param architecture the generation that the ANE compiler calls both by, such as {@code h14}
 * @param oldestIos the first iOS in the data that runs on it
 * @param sources where it is from that they are twins
 */
record Phone(String name, String twin, String architecture, int oldestIos, List<String> sources) {

  Phone {
    sources = List.copyOf(sources);
  }

  /** Returns whether a name is meant for it, however it is spelt. */
  boolean isCalled(String text) {
    return plain(text).equals(plain(name));
  }

  /** Returns a name without what spellings differ in. */
  static String plain(String text) {
    return text.replaceAll("[ _-]", "").toUpperCase(java.util.Locale.ROOT);
  }
}
