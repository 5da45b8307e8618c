package dev.aneoracle.helper;

/** Whether this host can measure. */
public sealed interface Capability {

  /**
   * There is a helper and a Neural Engine, and measuring work is taken as soon as the hooks are
   * proven; where the proof failed, what is measured is undetermined and the node is not ready.
   */
  record CanMeasure(HelperIdentity helper, Proof proof) implements Capability {}

  /**
   * The host cannot measure.
   *
   * @param reason a sentence for people
   */
  record CannotMeasure(String reason) implements Capability {}
}
