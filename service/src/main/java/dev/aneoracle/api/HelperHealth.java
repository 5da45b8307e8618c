package dev.aneoracle.api;

import dev.aneoracle.evaluation.ProofSummary;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether the node does what it is there for: it predicts where nothing else is meant, and
 * measures only with proven hooks.
 */
final class HelperHealth implements HealthIndicator {

  private final Measurer measurer;

  HelperHealth(Measurer measurer) {
    this.measurer = measurer;
  }

  @Override
  public Health health() {
    return switch (measurer.capability()) {
      case Capability.CannotMeasure(String reason) ->
          Health.up().withDetail("measures", false).withDetail("because", reason).build();
      case Capability.CanMeasure can -> {
        ProofSummary proof = ProofSummary.of(can.proof());
        boolean proven = proof.state() == ProofSummary.State.PROVEN;
        Health.Builder health = proven ? Health.up() : Health.outOfService();
        health
            .withDetail("measures", proven)
            .withDetail("helper", can.helper().version())
            .withDetail("canaries", proof.state().name());
        yield (proven ? health : health.withDetail("because", because(proof))).build();
      }
    };
  }

  static String because(ProofSummary proof) {
    return proof.reason() == null
        ? "The canaries that prove the hooks have not passed yet."
        : proof.reason();
  }
}
