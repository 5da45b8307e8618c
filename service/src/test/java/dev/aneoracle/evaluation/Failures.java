package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.Outcome;

/** Ways for a measurement to end. */
final class Failures {

  static final Failure CRASHED = new Failure(Failure.Code.HELPER_CRASHED, "signal 11");

  static final Outcome MEASURED_FULL = new Outcome.Observed(Observations.of(Observations.whole()));

  static final Outcome DOES_NOT_COMPILE =
      new Outcome.ModelFailed(new Failure(Failure.Code.COMPILE_ERROR, "did not compile"));

  static final Outcome NO_HELPER =
      new Outcome.MachineFault(new Failure(Failure.Code.HELPER_UNAVAILABLE, "no helper"));

  private Failures() {}
}
