package dev.aneoracle.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes one new file and looks at the free space while doing so; does not force it to disk. */
final class FileSink implements Closeable {

  private static final long CHECK_EVERY = 64L << 20;

  private final FileChannel channel;

  private final DiskSpace space;

  private long untilCheck = CHECK_EVERY;

  FileSink(Path file, DiskSpace space) throws IOException {
    this.space = space;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  void write(byte[] bytes, int length) throws IOException, BundleRejectedException {
    untilCheck -= length;
    if (untilCheck < 0) {
      space.require();
      untilCheck = CHECK_EVERY;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
