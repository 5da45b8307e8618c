package dev.aneoracle.helper;

/** Says in one line what was found at start. */
final class Introduction {

  private Introduction() {}

  /** Returns the line for people. */
  static String of(HelperIdentity helper, Capability capability) {
    return "Helper %s%s: %s, %s, %d of %d hooks, %s"
        .formatted(
            helper.version(),
            helper.simulated() ? " (simulated)" : "",
            helper.machine().chip(),
            ane(helper.machine().ane()),
            helper.hooks().stream()
                .filter(hook -> hook.status() == HelperIdentity.Status.INSTALLED)
                .count(),
            helper.hooks().size(),
            proof(capability));
  }

  private static String ane(HelperIdentity.Ane ane) {
    if (!ane.present()) {
      return "no ANE";
    }
    return "ANE%s%s"
        .formatted(
            ane.architecture() == null ? "" : " " + ane.architecture(),
            ane.cores() == null ? "" : " with %d cores".formatted(ane.cores()));
  }

  private static String proof(Capability capability) {
    return switch (capability) {
      case Capability.CannotMeasure cannot -> "can only predict: " + cannot.reason();
      case Capability.CanMeasure(HelperIdentity _, Proof proof) ->
          switch (proof) {
            case Proof.Pending _ -> "canary to be run";
            case Proof.Proven _ -> "canary passed";
            case Proof.NotProven notProven -> "canary failed: " + notProven.reason();
          };
    };
  }
}
