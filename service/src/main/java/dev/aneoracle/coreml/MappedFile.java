package dev.aneoracle.coreml;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets a reader see a file's bytes in mapped memory, so that skipped ones never reach the heap. */
final class MappedFile {

  private MappedFile() {}

  /** Reads the file; nothing of the bytes may be kept, they are unmapped afterwards. */
  static Model read(Path file, Reader reader) throws CoreMlFormatException, IOException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new CoreMlFormatException(name + " is not a file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new CoreMlFormatException(
            name
                + " has "
                + size
                + " bytes, but a protobuf message ends at 2 GiB; large weights belong in an"
                + " .mlpackage");
      }
      return reader.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer());
    }
  }

  /** Makes a model of bytes. */
  @FunctionalInterface
  interface Reader {
    Model read(ByteBuffer bytes) throws CoreMlFormatException;
  }
}
