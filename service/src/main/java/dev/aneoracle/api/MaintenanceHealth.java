package dev.aneoracle.api;

import dev.aneoracle.evaluation.Maintenance;
import dev.aneoracle.evaluation.MaintenanceNotice;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows whether the node is in maintenance. It stays up and ready: it takes uploads and predicts
 * them, so nothing that sends requests here should send them elsewhere.
 */
final class MaintenanceHealth implements HealthIndicator {

  private final Maintenance maintenance;

  MaintenanceHealth(Maintenance maintenance) {
    this.maintenance = maintenance;
  }

  @Override
  public Health health() {
    Optional<MaintenanceNotice> notice = maintenance.notice();
    Health.Builder health = Health.up().withDetail("active", notice.isPresent());
    notice.ifPresent(asked -> {
      health.withDetail("since", asked.since());
      if (asked.reason() != null) {
        health.withDetail("reason", asked.reason());
      }
    });
    return health.build();
  }
}
