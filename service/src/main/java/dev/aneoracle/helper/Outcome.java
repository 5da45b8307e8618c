package dev.aneoracle.helper;

/** How a measurement ended; the kind says whose fault a failure is. */
public sealed interface Outcome {

  /** The model ran under hooks; what was seen is still to be decided on. */
  record Observed(Observation observation) implements Outcome {}

  /** The model's fault: charged to the model, not tried again. */
  record ModelFailed(Failure failure) implements Outcome {}

  /** The helper died, hung or spoke nonsense: not tried again for this model. */
  record HelperFailed(Failure failure) implements Outcome {}

  /** The machine's fault: tried again, not charged to the model. */
  record MachineFault(Failure failure) implements Outcome {}
}
