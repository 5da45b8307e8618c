package dev.aneoracle.helper;

import java.time.Instant;
import java.util.List;

/** Whether the canaries proved that the hooks see the Neural Engine of this host. */
public sealed interface Proof {

  /** The canaries are still to run, or run. */
  record Pending() implements Proof {}

  /** Each canary was seen where it had to be seen, and only there. */
  record Proven(Instant at, List<CanaryRun> runs) implements Proof {
    public Proven {
      runs = List.copyOf(runs);
    }
  }

  /**
   * They did not.
   *
   * @param reason a sentence for people: what was missing and what to do
   */
  record NotProven(Instant at, String reason, List<CanaryRun> runs) implements Proof {
    public NotProven {
      runs = List.copyOf(runs);
    }
  }

  /**
   * One canary under one setting.
   *
   * @param expected whether it had to be seen on the ANE
   * @param seen whether it was
   * @param detail what else came of it, such as a failure's message; empty where there is nothing
   */
  record CanaryRun(
      String model, String computeUnits, boolean expected, boolean seen, String detail) {}
}
