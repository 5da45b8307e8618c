package dev.aneoracle.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer was made.
 *
 * @param service the service's version
 * @param ruleSet the version of the rule data behind the predictions
 * @param host the node's name
 * @param chip the node's processor
 * @param os the node's system, version and build
 * @param anePresent whether the node has a Neural Engine that was proven to be reached
 * @param helper the helper's version, null where there is none
 * @param facts what the helper says of itself and the Neural Engine, null where there is none
 */
public record Environment(
    String service,
    String ruleSet,
    String host,
    String chip,
    String os,
    boolean anePresent,
    @Nullable String helper,
    @Nullable HelperFacts facts) {

  /**
   * What a helper says of itself and the Neural Engine.
   *
   * @param digest of its binary
   * @param simulated whether nothing it sees is real
   * @param architecture the Neural Engine's, null where it does not tell
   * @param cores the Neural Engine's, null where it does not tell
   */
  public record HelperFacts(
      String digest,
      boolean simulated,
      @Nullable String architecture,
      @Nullable Integer cores,
      boolean virtualMachine,
      ProofSummary.State canaries) {}
}
