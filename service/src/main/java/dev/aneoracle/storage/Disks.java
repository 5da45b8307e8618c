package dev.aneoracle.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The disks under the service's folders, as one: what the fullest has free counts. */
public final class Disks {

  private final List<Path> folders;
  private final long forUploads;
  private final long reserve;
  private final ToLongFunction<Path> usable;

  /**
   * Looks at the disks under some folders.
   *
   * @param folders where what is temporary lies: to see whether it can, a file is made there
   * @param forUploads the bytes below which no upload is taken
   * @param reserve the bytes below which nothing new is accepted or measured, so that what was
   *     accepted can be ended
   */
  public Disks(List<Path> folders, long forUploads, long reserve) {
    this(folders, forUploads, reserve, folder -> folder.toFile().getUsableSpace());
  }

  /**
   * Looks at the disks under some folders by the caller's own means.
   *
   * @param usable tells how many bytes can be written below a folder
   */
  public Disks(List<Path> folders, long forUploads, long reserve, ToLongFunction<Path> usable) {
    this.folders = List.copyOf(folders);
    this.forUploads = forUploads;
    this.reserve = reserve;
    this.usable = usable;
  }

  /** Returns how many bytes can still be written. */
  public long free() {
    return folders.stream().mapToLong(usable).min().orElse(0);
  }

  /** Returns whether there is room for new work. */
  public boolean hasRoom() {
    return free() >= reserve;
  }

  /**
   * Refuses new work where there is no room for it.
   *
   * @throws StorageFullException when less is free than is kept
   */
  public void requireRoom() {
    long free = free();
    if (free < reserve) {
      throw new StorageFullException(free, reserve);
    }
  }

  /** Returns what keeps uploads out, empty where nothing does. */
  public Optional<String> fault() {
    long free = free();
    if (free < Math.max(forUploads, reserve)) {
      return Optional.of(
          "%d bytes are free, %d must be; make room, or move the data directory"
              .formatted(free, Math.max(forUploads, reserve)));
    }
    return folders.stream().flatMap(folder -> refusal(folder).stream()).findFirst();
  }

  private static Optional<String> refusal(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, ".writable-", null));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("nothing can be written to %s: %s".formatted(folder, e.getMessage()));
    }
  }
}
