package dev.aneoracle.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aneoracle.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRegistryTests {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;

  @Test
  void knowsTheHoldersOfBothConfigurationAndFile() throws IOException {
    TokenRegistry registry =
        TokenRegistry.of(
            List.of(token("configured", Role.READ, "one")),
            file(line("filed", Role.ADMIN, "two")),
            clock);

    assertThat(registry.holderOf("one")).contains(new Caller("configured", Role.READ));
    assertThat(registry.holderOf("two")).contains(new Caller("filed", Role.ADMIN));
    assertThat(registry.holderOf("three")).isEmpty();
    assertThat(registry.holderOf("")).isEmpty();
    assertThat(registry.size()).isEqualTo(2);
  }

  @Test
  void readsAChangedFileAgainAfterASecond() throws IOException {
    TokenRegistry registry =
        TokenRegistry.of(List.of(), file(line("old", Role.READ, "one")), clock);
    file(line("renewed", Role.READ, "another"));

    assertThat(registry.holderOf("one")).isPresent();
    clock.move(Duration.ofSeconds(1));
    assertThat(registry.holderOf("one")).isEmpty();
    assertThat(registry.holderOf("another")).isPresent();
  }

  @Test
  void emptiedFileLetsNobodyIn() throws IOException {
    TokenRegistry registry =
        TokenRegistry.of(List.of(), file(line("old", Role.READ, "one")), clock);
    file("# all revoked\n");
    clock.move(Duration.ofSeconds(1));

    assertThat(registry.holderOf("one")).isEmpty();
    assertThat(registry.size()).isZero();
  }

  @Test
  void keepsItsTokensWhileTheFileIsUnusable() throws IOException {
    TokenRegistry registry =
        TokenRegistry.of(List.of(), file(line("old", Role.READ, "one")), clock);
    file("half a li");
    clock.move(Duration.ofSeconds(1));
    assertThat(registry.holderOf("one")).isPresent();

    Files.delete(folder.resolve("tokens"));
    clock.move(Duration.ofSeconds(1));
    assertThat(registry.holderOf("one")).isPresent();

    file(line("renewed", Role.READ, "another"));
    clock.move(Duration.ofSeconds(1));
    assertThat(registry.holderOf("one")).isEmpty();
    assertThat(registry.holderOf("another")).isPresent();
  }

  @Test
  void fileIsReadAgainThoughTheClockWasSetBack() throws IOException {
    TokenRegistry registry =
        TokenRegistry.of(List.of(), file(line("old", Role.READ, "one")), clock);
    file(line("renewed", Role.READ, "another"));
    clock.move(Duration.ofHours(-1));

    assertThat(registry.holderOf("another")).isPresent();
  }

  @Test
  void refusesTwoTokensOfOneName() throws IOException {
    Path file = file(line("box", Role.READ, "two"));

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(() -> TokenRegistry.of(List.of(token("box", Role.READ, "one")), file, clock))
        .withMessageContaining("two tokens named 'box'");
  }

  @Test
  void refusesOneTokenOfTwoNames() throws IOException {
    Path file = file(line("box", Role.READ, "one") + line("other", Role.ADMIN, "one"));

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(() -> TokenRegistry.of(List.of(), file, clock))
        .withMessageContaining("'box' and 'other' have the same token");
  }

  @Test
  void refusesToStartWithAFileWithoutTokens() throws IOException {
    Path file = file("# none yet\n");

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(() -> TokenRegistry.of(List.of(), file, clock))
        .withMessageContaining("nobody could use the service");
  }

  private static Token token(String name, Role role, String secret) {
    return Token.parse("Here", name, role.word(), digest(secret));
  }

  private static String line(String name, Role role, String secret) {
    return "%s %s %s%n".formatted(name, role.word(), digest(secret));
  }

  private static String digest(String secret) {
    try {
      return "sha256:"
          + HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes beside and moves, as editors do. */
  private Path file(String content) throws IOException {
    Path beside = Files.writeString(folder.resolve("beside"), content);
    Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
    return Files.move(
        beside,
        folder.resolve("tokens"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
