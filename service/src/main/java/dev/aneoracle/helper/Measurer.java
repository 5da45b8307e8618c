package dev.aneoracle.helper;

import java.util.function.Consumer;

/** Runs a model on this host under hooks and says what the Neural Engine was seen to do. */
public interface Measurer {

  /** Returns whether this host can measure, and why not. Cheap; asked often. */
  Capability capability();

  /**
   * Measures one model. Blocks until it is done.
   *
   * @param progress told each phase as it begins
   * @throws InterruptedException when the thread is interrupted; whatever ran for the model has
   *     been killed by then
   */
  Outcome measure(MeasurementRequest request, Consumer<Phase> progress) throws InterruptedException;

  /**
   * Runs the canaries again and returns what came of it, which {@link #capability()} tells from
   * then on. Blocks until it is done.
   *
   * @throws InterruptedException when the thread is interrupted; the canaries have been killed by
   *     then
   */
  Proof prove() throws InterruptedException;

  /** What a measurement is doing. */
  enum Phase {
    COMPILING,
    LOADING,
    RUNNING_PREDICTION,
    PLANNING
  }
}
