package dev.aneoracle.coreml;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes a program's text apart into words, numbers, texts and signs, one in memory at a time. Names
 * are letters, digits and {@code _ . @ $}; comments are those of C.
 */
final class MilLexer {

  private static final String FILE = "model.mil";
  private static final int WORD_LIMIT = 4096;
  private static final int NUMBER_LIMIT = 256;
  private static final int DEPTH_LIMIT = 64;

  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  private final MilCharacters characters;
  private final StringBuilder token = new StringBuilder();
  private Kind kind = Kind.END;
  private int line = 1;
  private int column = 1;
  private int depth;

  MilLexer(InputStream in) throws CoreMlFormatException, IOException {
    this.characters = new MilCharacters(in);
    advance();
  }

  Kind kind() {
    return kind;
  }

  /** Returns the token's characters; of a text those between the quotes. */
  String text() {
    return token.toString();
  }

  boolean at(char sign) {
    return kind == Kind.SIGN && token.length() == 1 && token.charAt(0) == sign;
  }

  boolean atArrow() {
    return kind == Kind.SIGN && token.length() == 2;
  }

  boolean atWord(String word) {
    return kind == Kind.WORD && word.contentEquals(token);
  }

  /** Takes the sign if it is next. */
  boolean skip(char sign) throws CoreMlFormatException, IOException {
    if (!at(sign)) {
      return false;
    }
    advance();
    return true;
  }

  void expect(char sign) throws CoreMlFormatException, IOException {
    if (!skip(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  String takeWord(String what) throws CoreMlFormatException, IOException {
    if (kind != Kind.WORD) {
      throw unexpected(what);
    }
    String word = text();
    advance();
    return word;
  }

  /** Enters something nested, which {@link #leave} ends. */
  void enter() throws CoreMlFormatException {
    if (++depth > DEPTH_LIMIT) {
      throw malformed("it is nested more than " + DEPTH_LIMIT + " deep");
    }
  }

  void leave() {
    depth--;
  }

  CoreMlFormatException unexpected(String wanted) {
    String found =
        switch (kind) {
          case END -> "the end of the file";
          case TEXT -> "a text";
          case WORD, NUMBER, SIGN ->
              "'" + (token.length() > 40 ? token.substring(0, 40) + "…" : text()) + "'";
        };
    return malformed("there should be " + wanted + ", not " + found);
  }

  CoreMlFormatException malformed(String problem) {
    return new CoreMlFormatException(
        FILE + ", line " + line + ", column " + column + ": " + problem);
  }

  void advance() throws CoreMlFormatException, IOException {
    token.setLength(0);
    skipBlanks();
    line = characters.line();
    column = characters.column();
    int next = characters.peek();
    if (next == MilCharacters.END) {
      kind = Kind.END;
    } else if (next == '"') {
      kind = Kind.TEXT;
      readText();
    } else if (next >= '0' && next <= '9') {
      readNumber();
    } else if (isNamePart(next)) {
      kind = Kind.WORD;
      readWord(WORD_LIMIT);
    } else if (next == '-' || next == '+') {
      readSigned();
    } else {
      kind = Kind.SIGN;
      token.append((char) characters.take());
    }
  }

  private void readSigned() throws CoreMlFormatException, IOException {
    token.append((char) characters.take());
    int next = characters.peek();
    if (next == '>') {
      kind = Kind.SIGN;
      token.append((char) characters.take());
    } else if (isNamePart(next)) {
      // digits, but inf and nan too
      readNumber();
    } else {
      kind = Kind.SIGN;
    }
  }

  private void readNumber() throws CoreMlFormatException, IOException {
    kind = Kind.NUMBER;
    readWord(NUMBER_LIMIT);
    // the exponent of 1e-5 and of 0x1.8p-5; the e of 0x1e is a digit
    boolean hexadecimal = token.indexOf("x") > 0 || token.indexOf("X") > 0;
    char last = Character.toLowerCase(token.charAt(token.length() - 1));
    int next = characters.peek();
    if (last == (hexadecimal ? 'p' : 'e') && (next == '-' || next == '+')) {
      token.append((char) characters.take());
      readWord(NUMBER_LIMIT);
    }
  }

  private void readWord(int limit) throws CoreMlFormatException, IOException {
    while (isNamePart(characters.peek())) {
      if (token.length() == limit) {
        throw malformed("a name or number is longer than " + limit + " characters");
      }
      token.append((char) characters.take());
    }
  }

  private void readText() throws CoreMlFormatException, IOException {
    characters.take();
    for (int next = characters.take(); next != '"'; next = characters.take()) {
      if (next == MilCharacters.END) {
        throw malformed("a text does not end");
      }
      if (token.length() == Wire.TEXT_LIMIT) {
        throw malformed("a text is longer than " + Wire.TEXT_LIMIT + " characters");
      }
      token.append(next == '\\' ? escaped() : (char) next);
    }
  }

  private char escaped() throws CoreMlFormatException, IOException {
    int next = characters.take();
    return switch (next) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '0' -> '\0';
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case MilCharacters.END -> throw malformed("a text does not end");
      default -> (char) next;
    };
  }

  private char hexadecimal(int digits) throws CoreMlFormatException, IOException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(characters.take(), 16);
      if (digit < 0) {
        throw malformed("a text has an escape without its " + digits + " digits");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private void skipBlanks() throws CoreMlFormatException, IOException {
    int next = characters.peek();
    while (next != MilCharacters.END && (next <= ' ' || next == '/')) {
      characters.take();
      if (next == '/') {
        skipComment();
      }
      next = characters.peek();
    }
  }

  private void skipComment() throws CoreMlFormatException, IOException {
    switch (characters.take()) {
      case '/' -> {
        while (characters.peek() != MilCharacters.END && characters.peek() != '\n') {
          characters.take();
        }
      }
      case '*' -> {
        for (int last = characters.take(), next = characters.take();
            last != '*' || next != '/';
            last = next, next = characters.take()) {
          if (next == MilCharacters.END) {
            throw malformed("a comment does not end");
          }
        }
      }
      default -> throw malformed("a single '/' means nothing");
    }
  }

  private static boolean isNamePart(int character) {
    return character == '_'
        || character == '.'
        || character == '@'
        || character == '$'
        || (character != MilCharacters.END && Character.isLetterOrDigit(character));
  }
}
