package dev.aneoracle.storage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much lies in each area, as it was when last counted: counting walks all files, so it is done
 * now and then and not for those who ask. Thread-safe.
 */
public final class StorageAccount {

  private static final Logger log = LoggerFactory.getLogger(StorageAccount.class);

  private final List<Area> areas;
  private final Map<String, Usage> counted = new ConcurrentHashMap<>();

  public StorageAccount(List<Area> areas) {
    this.areas = List.copyOf(areas);
  }

  /** Counts anew; an area that cannot be read keeps its last count. */
  public void refresh() {
    for (Area area : areas) {
      try {
        counted.put(area.name(), Usage.of(area.paths()));
      } catch (IOException e) {
        log.atWarn()
            .addKeyValue("area", area.name())
            .addKeyValue("why", String.valueOf(e))
            .log("what lies on the disk was not counted");
      }
    }
  }

  /** Returns the areas, in a fixed order. */
  public List<Area> areas() {
    return areas;
  }

  /** Returns the last count of an area, nothing before the first. */
  public Usage of(Area area) {
    return counted.getOrDefault(area.name(), Usage.NONE);
  }
}
