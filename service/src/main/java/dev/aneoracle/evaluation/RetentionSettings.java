package dev.aneoracle.evaluation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What is removed when.
 *
 * @param evaluations the age at which ended evaluations go, null where they stay
 * @param bundles the time without use after which a model goes, null where they stay
 * @param files the age at which logs and dumps go
 * @param maxStoreSize what all models may take, null for no limit
 * @param highWater the percentage of it above which models go
 * @param lowWater the percentage of it that is left then
 */
public record RetentionSettings(
    @Nullable Duration evaluations,
    @Nullable Duration bundles,
    Duration files,
    @Nullable DataSize maxStoreSize,
    int highWater,
    int lowWater) {

  private static final int WHOLE = 100;

  public RetentionSettings {
    if (lowWater < 1 || highWater < lowWater || highWater > WHOLE) {
      throw new IllegalArgumentException(
          "ane-oracle.retention.low-water is at least 1 and at most high-water, and that at most"
              + " 100");
    }
  }

  /** Returns the bytes that a percentage of a size comes to. */
  static long share(DataSize size, int percentage) {
    return size.toBytes() / WHOLE * percentage;
  }
}
