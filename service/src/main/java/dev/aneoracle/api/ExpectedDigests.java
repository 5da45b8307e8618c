package dev.aneoracle.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The digests that a client sent with some bytes, in {@code Content-Digest} and {@code Repr-Digest}
 * (RFC 9530). No content coding is undone here, so both are of the bytes as they come. Algorithms
 * other than SHA-256 and SHA-512 are passed over.
 */
final class ExpectedDigests {

  static final String CONTENT_DIGEST = "Content-Digest";
  static final String REPR_DIGEST = "Repr-Digest";

  /** A member of a structured dictionary (RFC 9651); its value is a byte sequence or not for us. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "\\G\\s*([a-z*][a-z0-9_.*-]*)=(?::([A-Za-z0-9+/=]*):|[^,:]*)(?:;[^,]*)?\\s*(?:,|$)");

  private final List<Expected> all;

  private ExpectedDigests(List<Expected> all) {
    this.all = List.copyOf(all);
  }

  /** Reads the values of both headers; a header that was not sent is null or empty. */
  static ExpectedDigests of(@Nullable String contentDigest, @Nullable String reprDigest) {
    return new ExpectedDigests(
        Stream.concat(
                parse(CONTENT_DIGEST, contentDigest).stream(),
                parse(REPR_DIGEST, reprDigest).stream())
            .toList());
  }

  private static List<Expected> parse(String header, @Nullable String value) {
    List<Expected> found = new ArrayList<>();
    if (value == null || value.isBlank()) {
      return found;
    }
    Matcher member = MEMBER.matcher(value);
    int end = 0;
    while (end < value.length() && member.find()) {
      end = member.end();
      for (Algorithm algorithm : Algorithm.values()) {
        if (algorithm.key.equals(member.group(1))) {
          found.add(new Expected(header, algorithm, canonical(header, algorithm, member.group(2))));
        }
      }
    }
    if (end < value.length()) {
      throw malformed(header);
    }
    return found;
  }

  /** Returns the digest as an encoder writes it, whatever its last bits were. */
  private static String canonical(String header, Algorithm algorithm, @Nullable String base64) {
    try {
      byte[] bytes = base64 == null ? new byte[0] : Base64.getDecoder().decode(base64);
      if (bytes.length == algorithm.length) {
        return Base64.getEncoder().encodeToString(bytes);
      }
    } catch (IllegalArgumentException notBase64) {
      // The same answer as for the wrong length.
    }
    throw malformed(header);
  }

  private static ApiException malformed(String header) {
    return new ApiException(
        ProblemType.INVALID_REQUEST,
        "The header %s is not of the form sha-256=:BASE64:, with the base64 of the 32 bytes (sha-512: 64) between colons."
            .formatted(header));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Returns a hash function for each algorithm that is asked for. */
  List<MessageDigest> functions() {
    return all.stream().map(Expected::algorithm).distinct().map(Algorithm::function).toList();
  }

  /** Compares with what the functions made of what came. */
  void require(List<MessageDigest> functions) {
    for (MessageDigest function : functions) {
      String came = Base64.getEncoder().encodeToString(function.digest());
      for (Expected expected : all) {
        if (expected.algorithm().javaName.equals(function.getAlgorithm())
            && !expected.base64().equals(came)) {
          throw new ApiException(
              ProblemType.DIGEST_MISMATCH,
              "%s announced %s, but the bytes that came have %s. Send them again."
                  .formatted(
                      expected.header(),
                      expected.algorithm().written(expected.base64()),
                      expected.algorithm().written(came)));
        }
      }
    }
  }

  private record Expected(String header, Algorithm algorithm, String base64) {}

  /** The algorithms that are neither broken nor meant for something else. */
  private enum Algorithm {
    SHA_256("SHA-256", 32),
    SHA_512("SHA-512", 64);

    private final String javaName;
    private final String key;
    private final int length;

    Algorithm(String javaName, int length) {
      this.javaName = javaName;
      this.key = javaName.toLowerCase(Locale.ROOT);
      this.length = length;
    }

    private MessageDigest function() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("Every Java has " + javaName, impossible);
      }
    }

    private String written(String base64) {
      return key + "=:" + base64 + ":";
    }
  }
}
