package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.host.HostInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself to the others.
 *
 * @param service the service's version
 * @param kind of the chip, such as {@code M4 Pro}
 * @param cannotMeasureBecause a sentence for people, null where there is a helper
 * @param helper null where there is none
 * @param proof what came of the canaries, null where there is no helper
 * @param maintenance null unless it takes no measurements for now
 */
public record NodeReport(
    HostInfo host,
    String service,
    String kind,
    @Nullable String cannotMeasureBecause,
    @Nullable HelperIdentity helper,
    @Nullable ProofSummary proof,
    @Nullable MaintenanceNotice maintenance) {

  private static final String BRAND = "Apple ";

  static NodeReport of(HostInfo host, String service, Capability capability) {
    return switch (capability) {
      case Capability.CanMeasure(var helper, var proof) ->
          new NodeReport(host, service, kind(helper), null, helper, ProofSummary.of(proof), null);
      case Capability.CannotMeasure(String reason) ->
          new NodeReport(host, service, host.kind(), reason, null, null, null);
    };
  }

  NodeReport with(@Nullable MaintenanceNotice notice) {
    return new NodeReport(host, service, kind, cannotMeasureBecause, helper, proof, notice);
  }

  /** Returns whether it takes measurements. */
  boolean takesMeasurements() {
    return helper != null && maintenance == null;
  }

  private static String kind(HelperIdentity helper) {
    String chip = helper.machine().chip();
    return chip.startsWith(BRAND) ? chip.substring(BRAND.length()) : chip;
  }

  /** Returns what its measurements depend on, empty where it cannot measure. */
  Optional<MeasuringEnvironment> environment() {
    return helper == null
        ? Optional.empty()
        : Optional.of(MeasuringEnvironment.of(kind, host.osBuild(), helper));
  }
}
