package dev.aneoracle.storage;

import java.nio.file.Path;
import java.util.List;

/**
 * One kind of what lies on the disk.
 *
 * @param name in metrics and health
 * @param paths its folders and files, of which some may be missing
 */
public record Area(String name, List<Path> paths) {

  public Area {
    paths = List.copyOf(paths);
  }
}
