package dev.aneoracle.access;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A token that lets in.
 *
 * @param name who holds it
 */
public record Token(String name, Role role, TokenDigest digest) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String ROLES =
      Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));

  /**
   * Reads the three words that describe a token.
   *
   * @param place where they stand
   * @throws InvalidTokensException when one of them has not its form; none is repeated, because any
   *     may be the token itself by mistake
   */
  public static Token parse(String place, String name, String role, String digest) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidTokensException(
          "%s: the name is not one to 64 letters, digits, dots, hyphens and underscores"
              .formatted(place));
    }
    return new Token(
        name,
        Role.ofWord(role)
            .orElseThrow(() ->
                new InvalidTokensException("%s: the role is none of %s".formatted(place, ROLES))),
        TokenDigest.parse(place, digest));
  }

  Caller holder() {
    return new Caller(name, role);
  }
}
