package dev.aneoracle.api;

import dev.aneoracle.host.HostInfo;
import dev.aneoracle.placement.Predictor;

/** Chooses what to predict for where a request does not say. */
final class DefaultTarget {

  private DefaultTarget() {}

  /** Returns the host's own chip and system where the rule data knows them, else the setting. */
  static String of(HostInfo host, Predictor predictor, String setting) {
    if (!host.appleSilicon()) {
      return setting;
    }
    String chip = host.kind().split(" ", 2)[0];
    String own = chip + "@" + host.osVersion().split("\\.", 2)[0];
    for (String candidate : java.util.List.of(own, chip)) {
      try {
        predictor.targets(candidate);
        return candidate;
      } catch (IllegalArgumentException notInTheRules) {
        // The next one is less exact.
      }
    }
    return setting;
  }
}
