package dev.aneoracle.helper;

import java.util.function.Consumer;

/** Stands where there is no native helper: this host cannot measure, and says so. */
public final class AbsentMeasurer implements Measurer {

  private final String reason;

  /** Creates the measurer with a sentence that says why the host cannot measure. */
  public AbsentMeasurer(String reason) {
    this.reason = reason;
  }

  @Override
  public Capability capability() {
    return new Capability.CannotMeasure(reason);
  }

  @Override
  public Outcome measure(MeasurementRequest request, Consumer<Phase> progress) {
    return new Outcome.MachineFault(new Failure(Failure.Code.HELPER_UNAVAILABLE, reason));
  }

  @Override
  public Proof prove() {
    return new Proof.Pending();
  }
}
