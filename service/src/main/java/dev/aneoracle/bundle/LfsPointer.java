package dev.aneoracle.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells the small text that Git LFS leaves in place of a file. */
final class LfsPointer {

  private static final byte[] PREFIX =
      "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.US_ASCII);

  private LfsPointer() {}

  /** How many first bytes of a file decide. */
  static int length() {
    return PREFIX.length;
  }

  static boolean matches(byte[] head) {
    return head.length >= PREFIX.length
        && Arrays.equals(head, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  static boolean matches(Head head) {
    return matches(head.bytes());
  }
}
