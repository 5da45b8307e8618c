package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.helper.Proof;
import java.time.Instant;
import java.util.List;

/** Helpers that exist only as what they say of themselves. */
final class Helpers {

  private static final String ZEROS = "sha256:" + "0".repeat(64);

  private Helpers() {}

  static Capability.CanMeasure proven(String version) {
    return new Capability.CanMeasure(identity(version), new Proof.Proven(Instant.EPOCH, List.of()));
  }

  static Capability.CanMeasure withDigest(String digest) {
    return new Capability.CanMeasure(
        identity("1", digest), new Proof.Proven(Instant.EPOCH, List.of()));
  }

  static Capability.CanMeasure onChip(String chip) {
    return new Capability.CanMeasure(
        identity("1", ZEROS, chip), new Proof.Proven(Instant.EPOCH, List.of()));
  }

  static HelperIdentity identity(String version) {
    return identity(version, ZEROS);
  }

  private static HelperIdentity identity(String version, String digest) {
    return identity(version, digest, "Apple M1");
  }

  private static HelperIdentity identity(String version, String digest, String chip) {
    return new HelperIdentity(
        version,
        digest,
        true,
        new HelperIdentity.Machine(
            chip,
            "Macmini9,1",
            "14.5",
            "23F79",
            false,
            new HelperIdentity.Ane(true, 16, "h13g", false)),
        List.of());
  }
}
