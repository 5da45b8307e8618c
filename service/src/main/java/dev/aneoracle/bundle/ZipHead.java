package dev.aneoracle.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tells a zip by its first bytes. */
final class ZipHead {

  private static final int NAME_LENGTH_POSITION = 26;

  private static final int NAME_POSITION = 30;

  private ZipHead() {}

  static boolean matches(Head head) {
    return head.startsWith("PK\3\4") || head.startsWith("PK\5\6") || head.startsWith("PK\7\b");
  }

  /** Refuses the zips that PyTorch writes, by their first entry, before the rest is received. */
  static void refuseForeign(Head head, String name) throws BundleRejectedException {
    String first = firstEntry(head);
    if (first.endsWith("/data.pkl")) {
      throw ForeignFormat.PYTORCH.rejection(name);
    }
  }

  private static String firstEntry(Head head) {
    if (!head.startsWith("PK\3\4") || head.length() < NAME_POSITION) {
      return "";
    }
    ByteBuffer bytes = ByteBuffer.wrap(head.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int end = NAME_POSITION + Short.toUnsignedInt(bytes.getShort(NAME_LENGTH_POSITION));
    return end > head.length() ? "" : head.text().substring(NAME_POSITION, end);
  }
}
