package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Proof;
import dev.aneoracle.host.HostInfo;
import org.jspecify.annotations.Nullable;

/** Describes where answers are made. */
final class Environments {

  private final String serviceVersion;
  private final String ruleSet;
  private final HostInfo host;
  private final Measurer measurer;

  Environments(String serviceVersion, String ruleSet, HostInfo host, Measurer measurer) {
    this.serviceVersion = serviceVersion;
    this.ruleSet = ruleSet;
    this.host = host;
    this.measurer = measurer;
  }

  Environment now() {
    return switch (measurer.capability()) {
      case Capability.CanMeasure(HelperIdentity helper, Proof proof) ->
          environment(
              helper.machine().ane().present() && proof instanceof Proof.Proven,
              helper.version(),
              facts(helper, proof));
      case Capability.CannotMeasure _ -> environment(false, null, null);
    };
  }

  private Environment environment(
      boolean anePresent, @Nullable String helper, Environment.@Nullable HelperFacts facts) {
    return new Environment(
        serviceVersion,
        ruleSet,
        host.node(),
        host.chip(),
        String.join(" ", host.os(), host.osVersion(), host.osBuild()),
        anePresent,
        helper,
        facts);
  }

  private static Environment.HelperFacts facts(HelperIdentity helper, Proof proof) {
    HelperIdentity.Ane ane = helper.machine().ane();
    return new Environment.HelperFacts(
        helper.digest(),
        helper.simulated(),
        ane.architecture(),
        ane.cores(),
        ane.virtualMachine(),
        ProofSummary.of(proof).state());
  }
}
