package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is written beside a stored model, in {@code bundle.json}.
 *
 * @param name what the one who sent it first called it
 * @param bytes the size of its regular files
 */
record StoredRecord(BundleFormat format, String name, long bytes, List<String> warnings) {

  private static final String FILE = "bundle.json";

  /** An empty file that is made once the name of the directory is on the disk. */
  private static final String SETTLED = "settled";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  StoredRecord {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(name, "name");
    warnings = List.copyOf(warnings);
  }

  static String modelName(BundleFormat format) {
    return "model." + format.extension();
  }

  /**
   * Reads the record in a directory.
   *
   * @throws IOException when there is none, or it is damaged
   */
  static StoredRecord read(Path directory) throws IOException {
    try {
      return Objects.requireNonNull(
          MAPPER.readValue(Files.readAllBytes(directory.resolve(FILE)), StoredRecord.class));
    } catch (JacksonException | NullPointerException damaged) {
      throw new IOException("Damaged record in " + directory, damaged);
    }
  }

  /** Returns when the model in a directory was last of use: the time of its record's file. */
  static Instant lastUsed(Path directory) throws IOException {
    return Files.getLastModifiedTime(directory.resolve(FILE)).toInstant();
  }

  static void use(Path directory, Instant at) throws IOException {
    Files.setLastModifiedTime(directory.resolve(FILE), FileTime.from(at));
  }

  /**
   * Returns whether a directory in the store outlasts a loss of power. Any process can tell, of
   * this very directory: what was removed and stored anew has to be settled anew.
   */
  static boolean isSettled(Path directory) {
    return Files.exists(directory.resolve(SETTLED));
  }

  /** Notes that a directory in the store outlasts a loss of power. */
  static void settled(Path directory) throws IOException {
    Files.write(directory.resolve(SETTLED), new byte[0]);
  }

  void write(Path directory) throws IOException {
    ByteBuffer json = ByteBuffer.wrap(MAPPER.writeValueAsBytes(this));
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (json.hasRemaining()) {
        channel.write(json);
      }
      channel.force(true);
    }
  }
}
