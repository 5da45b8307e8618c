package dev.aneoracle.helper;

/** Whether this host can measure. */
public sealed interface Capability {

  /**
   * The helper runs and its hooks are proven.
   *
   * @param helperVersion the version of the helper program
   */
  record CanMeasure(String helperVersion) implements Capability {}

  /**
   * The host cannot measure.
   *
   * @param reason a sentence for people
   */
  record CannotMeasure(String reason) implements Capability {}
}
