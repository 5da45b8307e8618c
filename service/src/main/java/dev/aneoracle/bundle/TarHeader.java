package dev.aneoracle.bundle;

/** Tells the header block that every tar begins with. */
final class TarHeader {

  static final int LENGTH = 512;

  private static final int CHECKSUM_POSITION = 148;

  private static final int CHECKSUM_LENGTH = 8;

  private static final int MAGIC_POSITION = 257;

  private TarHeader() {}

  static boolean matches(Head head) {
    return head.length() >= LENGTH
        && (head.hasAt(MAGIC_POSITION, "ustar") || hasChecksum(head.bytes()));
  }

  /** The tar of Unix version 7 has no magic; its checksum takes its own place for blanks. */
  private static boolean hasChecksum(byte[] bytes) {
    int sum = ' ' * CHECKSUM_LENGTH;
    for (int i = 0; i < LENGTH; i++) {
      boolean own = i >= CHECKSUM_POSITION && i < CHECKSUM_POSITION + CHECKSUM_LENGTH;
      sum += own ? 0 : bytes[i] & 0xFF;
    }
    return bytes[0] != 0 && sum == checksum(bytes);
  }

  private static int checksum(byte[] bytes) {
    int value = 0;
    int digits = 0;
    for (int i = CHECKSUM_POSITION; i < CHECKSUM_POSITION + CHECKSUM_LENGTH; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '7') {
        value = value * 8 + bytes[i] - '0';
        digits++;
      } else if (bytes[i] != ' ' && bytes[i] != 0) {
        return -1;
      }
    }
    return digits == 0 ? -1 : value;
  }
}
