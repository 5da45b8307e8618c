package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Measurer;
import dev.aneoracle.host.HostInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Nodes for tests, which find each other on the test's database. */
final class FleetFixture {

  static final FleetSettings SETTINGS = settings("here", "models");

  private FleetFixture() {}

  static FleetSettings settings(String instance, String store) {
    return new FleetSettings(
        instance, store, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofDays(30));
  }

  static Fleet fleet(
      DatabaseFixture database,
      FleetSettings settings,
      HostInfo host,
      Measurer measurer,
      InstantSource clock) {
    return fleet(database, settings, () -> NodeReport.of(host, "1", measurer.capability()), clock);
  }

  static Fleet fleet(
      DatabaseFixture database,
      FleetSettings settings,
      Supplier<NodeReport> report,
      InstantSource clock) {
    return new Fleet(
        database.nodes(),
        database.dialect().shared(),
        settings,
        report,
        new IdSource(clock),
        clock,
        System::nanoTime);
  }
}
