package dev.aneoracle.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensFileTests {

  private static final String HEX =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String HEX_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String HEX_OF_LINE_END =
      "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b";

  @TempDir private Path folder;

  @Test
  void readsNameRoleAndDigest() throws IOException {
    TokensFile file =
        file(
            "# the lab\n\nbox-1 submit sha256:%s\n  watcher\tread  sha256:%s  \n"
                .formatted(HEX, HEX.replace('b', 'c')));

    assertThat(file.read())
        .extracting(Token::name, Token::role)
        .containsExactly(tuple("box-1", Role.SUBMIT), tuple("watcher", Role.READ));
    assertThat(file.read().getFirst().digest().isSameAs(TokenDigest.of("abc"))).isTrue();
    assertThat(file.read().getFirst().digest().isSameAs(TokenDigest.of("abd"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "box read, three words",
    "box read sha256:SECRET more, three words",
    "SECRET READ sha256:SECRET, none of read",
    "b/x read sha256:SECRET, the name",
    "box read SECRET, sha256:",
    "box read sha256:SECRET, 64 hexadecimal digits",
    "box read md5:SECRET, 64 hexadecimal digits"
  })
  void saysWhichLineIsWrongWithoutRepeatingIt(String line, String why) throws IOException {
    TokensFile file = file("# first\n" + line + "\n");

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(file::read)
        .withMessageContaining("Line 2 of the tokens file")
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e).hasMessageNotContaining("SECRET"));
  }

  @ParameterizedTest
  @ValueSource(strings = {HEX_OF_NOTHING, HEX_OF_LINE_END})
  void refusesTheDigestOfAnEmptyToken(String hex) throws IOException {
    TokensFile file = file("box read sha256:" + hex);

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(file::read)
        .withMessageContaining("empty token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw----rw-"})
  void refusesAFileThatOthersMayWriteTo(String permissions) throws IOException {
    TokensFile file = file("box read sha256:" + HEX);
    Files.setPosixFilePermissions(
        folder.resolve("tokens"), PosixFilePermissions.fromString(permissions));

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(file::read)
        .withMessageContaining("chmod go-w");
  }

  @Test
  void saysThatItIsNotThere() {
    TokensFile file = new TokensFile(folder.resolve("nowhere"));

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(file::read)
        .withMessageContaining("nowhere");
  }

  @Test
  void refusesAFileThatIsNoList() throws IOException {
    TokensFile file = file("x".repeat(1024 * 1024 + 1));

    assertThatExceptionOfType(InvalidTokensException.class)
        .isThrownBy(file::read)
        .withMessageContaining("larger");
  }

  private TokensFile file(String content) throws IOException {
    Path path = Files.writeString(folder.resolve("tokens"), content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    return new TokensFile(path);
  }
}
