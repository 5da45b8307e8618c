package dev.aneoracle.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A set of tokens, each with a name and a secret of its own. */
final class Tokens {

  private final List<Token> all;

  /**
   * @throws InvalidTokensException when two have the same name or the same digest
   */
  Tokens(List<Token> all) {
    this.all = List.copyOf(all);
    for (int later = 1; later < all.size(); later++) {
      requireOther(all.get(later), all.subList(0, later));
    }
  }

  private static void requireOther(Token token, List<Token> earlier) {
    for (Token other : earlier) {
      if (other.name().equals(token.name())) {
        throw new InvalidTokensException("There are two tokens named '%s'".formatted(token.name()));
      }
      if (other.digest().isSameAs(token.digest())) {
        throw new InvalidTokensException(
            "'%s' and '%s' have the same token".formatted(other.name(), token.name()));
      }
    }
  }

  /** Returns who holds the token; looks at all of them, whichever it is. */
  Optional<Caller> holderOf(String presented) {
    TokenDigest digest = TokenDigest.of(presented);
    Optional<Caller> holder = Optional.empty();
    for (Token token : all) {
      if (token.digest().isSameAs(digest)) {
        holder = Optional.of(token.holder());
      }
    }
    return holder;
  }

  int size() {
    return all.size();
  }

  Tokens and(List<Token> more) {
    return new Tokens(Stream.concat(all.stream(), more.stream()).toList());
  }
}
