package dev.aneoracle.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Streams an upload to a file. */
final class BodyReceiver {

  /** Well below half a region of a small heap: larger arrays make the collector run for each. */
  static final int BUFFER = 1 << 16;

  private final long maxUpload;

  private final DiskSpace space;

  BodyReceiver(long maxUpload, DiskSpace space) {
    this.maxUpload = maxUpload;
    this.space = space;
  }

  /**
   * Receives a body to its end.
   *
   * @param filename the name the client gave, for messages
   * @param target the file to create
   */
  Received receive(InputStream body, @Nullable String filename, Path target)
      throws BundleRejectedException, IOException {
    byte[] buffer = new byte[BUFFER];
    int read = read(body, buffer, Head.LENGTH, 0);
    Container container = Sniffer.sniff(Head.of(buffer, read), filename);
    boolean single = container == Container.SINGLE_FILE;
    MessageDigest sha256 = Sha256.create();
    long received = 0;
    try (var sink = new FileSink(target, space)) {
      while (read > 0) {
        received += read;
        if (received > maxUpload) {
          throw Rejections.uploadTooLarge(maxUpload);
        }
        if (single) {
          sha256.update(buffer, 0, read);
        }
        sink.write(buffer, read);
        read = read(body, buffer, buffer.length, received);
      }
    }
    return new Received(
        target, container, received, single ? HexFormat.of().formatHex(sha256.digest()) : "");
  }

  /** Keeps the client's failures apart from the disk's. */
  private static int read(InputStream body, byte[] buffer, int length, long received)
      throws BundleRejectedException {
    try {
      return body.readNBytes(buffer, 0, length);
    } catch (IOException failure) {
      throw Rejections.incomplete(received, failure);
    }
  }
}
