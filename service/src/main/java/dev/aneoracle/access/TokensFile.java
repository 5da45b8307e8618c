package dev.aneoracle.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A text file of tokens: {@code NAME ROLE sha256:HEX} a line, with empty lines and lines that begin
 * with {@code #} between them.
 */
final class TokensFile {

  private static final int MAXIMUM_BYTES = 1024 * 1024;

  private final Path path;

  TokensFile(Path path) {
    this.path = path;
  }

  /**
   * Reads it.
   *
   * @throws InvalidTokensException when it cannot be read, a line has not that form, or anyone may
   *     write to it; no word of the file is repeated but names
   */
  List<Token> read() {
    try {
      requireWrittenByOwnerOnly();
      if (Files.size(path) > MAXIMUM_BYTES) {
        throw new InvalidTokensException(
            "The tokens file %s is larger than %d bytes".formatted(path, MAXIMUM_BYTES));
      }
      return parse(Files.readAllLines(path));
    } catch (IOException e) {
      throw new InvalidTokensException(
          "The tokens file %s cannot be read: is it there, readable and UTF-8?".formatted(path), e);
    }
  }

  private void requireWrittenByOwnerOnly() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new InvalidTokensException(
          "Others than its owner may write to the tokens file %s, and so let themselves in. Run `chmod go-w` on it"
              .formatted(path));
    }
  }

  private List<Token> parse(List<String> lines) {
    List<Token> tokens = new ArrayList<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        tokens.add(token(line, number));
      }
    }
    return tokens;
  }

  private Token token(String line, int number) {
    String place = "Line %d of the tokens file %s".formatted(number, path);
    String[] words = line.split("\\s+", -1);
    if (words.length != 3) {
      throw new InvalidTokensException(
          "%s: these are not three words, NAME ROLE sha256:HEX".formatted(place));
    }
    return Token.parse(place, words[0], words[1], words[2]);
  }

  /** Returns what changes when the file does. */
  Stamp stamp() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(
          attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    } catch (IOException unreadable) {
      return Stamp.NONE;
    }
  }

  /** Tells one state of the file from another. */
  record Stamp(FileTime modified, long size, String key) {
    static final Stamp NONE = new Stamp(FileTime.fromMillis(0), 0, "");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
