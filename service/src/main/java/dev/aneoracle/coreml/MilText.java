package dev.aneoracle.coreml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code model.mil} of a compiled ML Program: its text form, of which only the operations'
 * types are taken. An operation stands outside all brackets but braces: {@code … = conv(…)}.
 */
final class MilText {

  private static final int NAME_LIMIT = 200;
  private static final int TYPES = 1_000;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final StringBuilder word = new StringBuilder();
  private boolean afterEquals;
  private int depth;

  private MilText() {}

  /** Counts the operations by type, constants aside. */
  static Map<String, Integer> operationTypes(Path file) throws CoreMlFormatException, IOException {
    MilText text = new MilText();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      text.scan(in);
    }
    return text.counts;
  }

  /**
   * Returns the type that a histogram's name stands for: {@code Ios16.reduceArgmax} is {@code
   * reduce_argmax}.
   */
  static String operationType(String histogramName) {
    String name = histogramName.substring(histogramName.lastIndexOf('.') + 1);
    StringBuilder type = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean upper = character >= 'A' && character <= 'Z';
      if (upper && i > 0) {
        type.append('_');
      }
      type.append(upper ? (char) (character - 'A' + 'a') : character);
    }
    return type.toString();
  }

  /** Returns whether the type is one of those that Model counts among the operands. */
  static boolean isConstant(String type) {
    return type.equals("const") || type.startsWith("constexpr_");
  }

  private void scan(InputStream in) throws CoreMlFormatException, IOException {
    for (int next = in.read(); next >= 0; next = in.read()) {
      switch (next) {
        case '"' -> {
          skipString(in);
          endWord();
        }
        case '/' -> {
          skipComment(in);
          endWord();
        }
        case '(', '[' -> {
          if (next == '(') {
            count();
          }
          depth++;
          endWord();
        }
        case ')', ']' -> {
          depth = Math.max(0, depth - 1);
          endWord();
        }
        case '=' -> {
          word.setLength(0);
          afterEquals = true;
        }
        case ' ', '\t', '\r', '\n' -> {
          if (!word.isEmpty()) {
            endWord();
          }
        }
        default -> addToWord((char) next);
      }
    }
  }

  private void addToWord(char character) {
    boolean partOfName =
        character == '_' || character == '.' || Character.isLetterOrDigit(character);
    if (partOfName && word.length() < NAME_LIMIT) {
      word.append(character);
    } else {
      endWord();
    }
  }

  private void endWord() {
    word.setLength(0);
    afterEquals = false;
  }

  private void count() throws CoreMlFormatException {
    if (!afterEquals || depth > 0 || word.isEmpty()) {
      return;
    }
    String type = word.toString();
    if (isConstant(type)) {
      return;
    }
    counts.merge(type, 1, Integer::sum);
    if (counts.size() > TYPES) {
      throw new CoreMlFormatException("model.mil has operations of more than " + TYPES + " types");
    }
  }

  private static void skipString(InputStream in) throws IOException {
    for (int next = in.read(); next >= 0 && next != '"'; next = in.read()) {
      if (next == '\\') {
        in.read();
      }
    }
  }

  /** A slash starts a comment only when doubled; alone it is in no name. */
  private static void skipComment(InputStream in) throws IOException {
    if (in.read() != '/') {
      return;
    }
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {}
  }
}
