package dev.aneoracle.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/** Reads pieces one after the other. */
final class PieceInputStream extends InputStream {

  private final Iterator<BundleContent.Piece> rest;
  private InputStream current = nullInputStream();

  PieceInputStream(Iterator<BundleContent.Piece> pieces) {
    this.rest = pieces;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = current.read(target, offset, length);
    while (read < 0 && rest.hasNext()) {
      current.close();
      current = rest.next().open();
      read = current.read(target, offset, length);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = 0;
    while (skipped < wanted) {
      long now = current.skip(wanted - skipped);
      if (now == 0) {
        if (read() < 0) {
          break;
        }
        now = 1;
      }
      skipped += now;
    }
    return skipped;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
