package dev.aneoracle.access;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that are good now: those of the configuration, and those of a file that is read again
 * when it has changed. A file that has become unusable changes nothing until it is put right.
 */
public final class TokenRegistry {

  private static final Logger log = LoggerFactory.getLogger(TokenRegistry.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Tokens configured;
  private final @Nullable TokensFile file;
  private final Clock clock;

  private volatile Tokens current;
  private TokensFile.@Nullable Stamp read;
  private Instant looked;

  private TokenRegistry(Tokens configured, @Nullable TokensFile file, Clock clock) {
    this.configured = configured;
    this.file = file;
    this.clock = clock;
    this.looked = clock.instant();
    this.current = configured;
    if (file != null) {
      this.read = file.stamp();
      this.current = configured.and(file.read());
    }
  }

  /**
   * Reads all tokens.
   *
   * @throws InvalidTokensException when one is wrong, or there is none at all
   */
  public static TokenRegistry of(List<Token> configured, @Nullable Path file, Clock clock) {
    TokenRegistry registry =
        new TokenRegistry(
            new Tokens(configured), file == null ? null : new TokensFile(file), clock);
    if (registry.size() == 0) {
      throw new InvalidTokensException(
          "There is no token in the tokens file %s, so nobody could use the service"
              .formatted(file));
    }
    return registry;
  }

  /** Returns who holds the token that was presented. */
  public Optional<Caller> holderOf(String presented) {
    lookAgain();
    return current.holderOf(presented);
  }

  /** Returns how many tokens there are. */
  public int size() {
    return current.size();
  }

  private synchronized void lookAgain() {
    Instant now = clock.instant();
    if (file == null || Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) < 0) {
      return;
    }
    looked = now;
    TokensFile.Stamp stamp = file.stamp();
    if (stamp.equals(read)) {
      return;
    }
    read = stamp;
    try {
      current = configured.and(file.read());
      log.atInfo().addKeyValue("tokens", current.size()).log("tokens file read again");
    } catch (InvalidTokensException e) {
      log.atError()
          .addKeyValue("why", e.getMessage())
          .log("tokens file not read again, the tokens stay as they were");
    }
  }
}
