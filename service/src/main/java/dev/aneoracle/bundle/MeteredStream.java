package dev.aneoracle.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what is read from a stream and can bound it for a while, so that a library that collects
 * headers in memory cannot be fed without end.
 */
final class MeteredStream extends FilterInputStream {

  private long count;

  private long limit = Long.MAX_VALUE;

  MeteredStream(InputStream in) {
    super(in);
  }

  long count() {
    return count;
  }

  /** Lets only so many more bytes be read. */
  void bound(long more) {
    limit = count + more;
  }

  void unbound() {
    limit = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    require();
    int value = super.read();
    count += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    require();
    int read = super.read(target, offset, (int) Math.min(length, limit - count));
    count += Math.max(read, 0);
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    if (wanted <= 0) {
      return 0;
    }
    require();
    long skipped = super.skip(Math.min(wanted, limit - count));
    count += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void require() throws LimitExceededException {
    if (count >= limit) {
      throw new LimitExceededException();
    }
  }

  /** More was read than the bound allows. */
  static final class LimitExceededException extends IOException {

    private static final long serialVersionUID = 1L;

    LimitExceededException() {
      super("The headers are too long");
    }
  }
}
