package dev.aneoracle.bundle;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * What the first bytes of a gzip unpack to.
 *
 * @param head as many unpacked bytes as could be had
 * @param end why there are no more
 */
record GzipHead(Head head, End end) {

  static boolean matches(Head head) {
    return head.startsWith("\u001F\u008B");
  }

  static GzipHead unpack(Head packed) {
    byte[] bytes = new byte[Head.LENGTH];
    int length = 0;
    End end = End.CUT;
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed.bytes()))) {
      while (length < bytes.length) {
        int read = gzip.read(bytes, length, bytes.length - length);
        if (read < 0) {
          end = End.COMPLETE;
          break;
        }
        length += read;
      }
    } catch (EOFException cut) {
      end = End.CUT;
    } catch (IOException damaged) {
      end = End.DAMAGED;
    }
    return new GzipHead(Head.of(bytes, length), end);
  }

  /** Tells whether enough is known to say that it is no tar. */
  boolean isDecided() {
    return head.length() >= TarHeader.LENGTH || end != End.CUT;
  }

  /** Why an unpacked head ends. */
  enum End {
    COMPLETE,
    CUT,
    DAMAGED
  }
}
