package dev.aneoracle.helper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a helper says of itself and of the machine, in its {@code hello}.
 *
 * @param version its version
 * @param digest the SHA-256 of its binary, {@code sha256:…}
 * @param simulated whether it is built against the stand-ins, so that nothing it sees is real
 */
public record HelperIdentity(
    String version, String digest, boolean simulated, Machine machine, List<Hook> hooks) {
  public HelperIdentity {
    hooks = List.copyOf(hooks);
  }

  /** Returns whether every hook without which nothing can be proven is installed. */
  public boolean requiredHooksInstalled() {
    return hooks.stream().allMatch(hook -> !hook.required() || hook.status() == Status.INSTALLED);
  }

  /** The machine as the helper sees it. */
  public record Machine(
      String chip, String model, String osVersion, String osBuild, boolean translated, Ane ane) {}

  /** The Neural Engine as the helper sees it. */
  public record Ane(
      boolean present,
      @Nullable Integer cores,
      @Nullable String architecture,
      boolean virtualMachine) {}

  /**
   * One hook.
   *
   * @param encoding the types as found, null unless they are not the expected ones
   */
  public record Hook(
      String type, String selector, boolean required, Status status, @Nullable String encoding) {}

  /** What came of installing a hook. */
  public enum Status {
    INSTALLED,
    MISSING,
    TYPE_MISMATCH
  }
}
