package dev.aneoracle.bundle;

import java.io.ByteArrayOutputStream;

/** Keeps the first bytes of what streams by. */
final class HeadCollector {

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  private final int length;

  HeadCollector(int length) {
    this.length = length;
  }

  void add(byte[] bytes, int count) {
    kept.write(bytes, 0, Math.min(count, length - kept.size()));
  }

  byte[] bytes() {
    return kept.toByteArray();
  }
}
