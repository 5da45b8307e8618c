package dev.aneoracle.evaluation;

import java.time.Duration;

/**
 * How the disk is looked after.
 *
 * @param upkeepInterval how often what lies there is counted
 */
public record StorageSettings(Duration upkeepInterval) {

  public StorageSettings {
    if (!upkeepInterval.isPositive()) {
      throw new IllegalArgumentException(
          "ane-oracle.storage.upkeep-interval is longer than nothing");
    }
  }
}
