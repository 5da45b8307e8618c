package dev.aneoracle.api;

import dev.aneoracle.storage.Area;
import dev.aneoracle.storage.Disks;
import dev.aneoracle.storage.StorageAccount;
import dev.aneoracle.storage.Usage;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says what lies on the disk, and whether it takes more. */
final class StorageHealth implements HealthIndicator {

  private final Disks disks;
  private final StorageAccount account;

  StorageHealth(Disks disks, StorageAccount account) {
    this.disks = disks;
    this.account = account;
  }

  @Override
  public Health health() {
    Health.Builder health =
        disks
            .fault()
            .map(because -> Health.outOfService().withDetail("because", because))
            .orElseGet(Health::up)
            .withDetail("freeBytes", disks.free());
    for (Area area : account.areas()) {
      Usage usage = account.of(area);
      health.withDetail(area.name(), Map.of("bytes", usage.bytes(), "files", usage.files()));
    }
    return health.build();
  }
}
