package dev.aneoracle.bundle;

import java.util.regex.Pattern;

/**
 * Names a model by its content, written {@code sha256:<64 hex digits>}.
 *
 * @param hex the 64 lower-case hex digits
 */
public record ModelDigest(String hex) {

  private static final String PREFIX = "sha256:";

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public ModelDigest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("Not a SHA-256 in 64 lower-case hex digits: " + hex);
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when it is not {@code sha256:<64 hex digits>}
   */
  public static ModelDigest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("A model digest is written sha256:<64 hex digits>");
    }
    return new ModelDigest(text.substring(PREFIX.length()));
  }

  static boolean isHex(String text) {
    return HEX.matcher(text).matches();
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
