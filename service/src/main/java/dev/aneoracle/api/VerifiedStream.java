package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;

/** Passes bytes on and compares them, once all have come, with the digests sent with them. */
final class VerifiedStream extends FilterInputStream {

  private static final int BUFFER = 64 * 1024;
  private static final long SHORT_REST = 16L << 20;

  private final ExpectedDigests expected;
  private final List<MessageDigest> functions;
  private boolean ended;

  VerifiedStream(InputStream in, ExpectedDigests expected) {
    super(in);
    this.expected = expected;
    this.functions = expected.functions();
  }

  /** Returns the body of a request, to be compared with the digests in its headers. */
  static VerifiedStream of(HttpServletRequest request) throws IOException {
    return new VerifiedStream(
        request.getInputStream(),
        ExpectedDigests.of(
            joined(request, ExpectedDigests.CONTENT_DIGEST),
            joined(request, ExpectedDigests.REPR_DIGEST)));
  }

  private static String joined(HttpServletRequest request, String header) {
    return String.join(", ", Collections.list(request.getHeaders(header)));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read < 0) {
      ended = true;
    } else {
      functions.forEach(function -> function.update(target, offset, read));
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    return wanted <= 0 ? 0 : readNBytes((int) Math.min(wanted, BUFFER)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * Reads what is left and compares.
   *
   * @throws ApiException where the bytes are not those announced
   */
  void verify() throws IOException {
    if (!expected.isEmpty()) {
      transferTo(OutputStream.nullOutputStream());
      expected.require(functions);
    }
  }

  /**
   * Compares where the rest is short: then a refusal of the bytes may be the transfer's fault. A
   * long rest of what is refused is not read.
   */
  void verifyRefused() throws IOException {
    if (!expected.isEmpty()) {
      readOn();
      if (ended) {
        expected.require(functions);
      }
    }
  }

  private void readOn() throws IOException {
    byte[] buffer = new byte[BUFFER];
    int read = 0;
    for (long all = 0; read >= 0 && all < SHORT_REST; all += read) {
      read = read(buffer, 0, buffer.length);
    }
  }
}
