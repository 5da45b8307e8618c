package dev.aneoracle.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 of a token, all of it that is kept. */
public final class TokenDigest {

  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-fA-F]{64}");
  private static final TokenDigest OF_NOTHING = of("");
  private static final TokenDigest OF_LINE_END = of("\n");

  private final byte[] bytes;

  private TokenDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the digest of a token. */
  public static TokenDigest of(String token) {
    try {
      return new TokenDigest(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads {@code sha256:} and 64 hexadecimal digits.
   *
   * @throws InvalidTokensException when it is something else; the text is not repeated, because it
   *     may be the token itself
   */
  static TokenDigest parse(String place, String text) {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidTokensException(
          "%s: the digest is not 'sha256:' and 64 hexadecimal digits".formatted(place));
    }
    TokenDigest digest =
        new TokenDigest(HexFormat.of().parseHex(text.substring(text.indexOf(':') + 1)));
    if (digest.isSameAs(OF_NOTHING) || digest.isSameAs(OF_LINE_END)) {
      throw new InvalidTokensException(
          "%s: the digest is that of an empty token; the command that made it got no input"
              .formatted(place));
    }
    return digest;
  }

  /** Compares in a time that does not tell where they differ. */
  boolean isSameAs(TokenDigest other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }
}
