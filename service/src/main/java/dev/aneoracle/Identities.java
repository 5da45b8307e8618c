package dev.aneoracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Gives a folder an identity that stays with it, whatever path it is seen under. */
final class Identities {

  private static final String FILE = "identity";

  private Identities() {}

  /** Returns the identity in a folder, made where there is none yet. */
  static String of(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(folder, file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be used", e);
    }
  }

  /** Written whole before it has its name; of two who make one at once, the first one's stays. */
  private static void create(Path folder, Path file) throws IOException {
    Path written = Files.createTempFile(folder, FILE, ".new");
    try {
      Files.writeString(written, UUID.randomUUID() + "\n");
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      return;
    } finally {
      Files.delete(written);
    }
  }
}
