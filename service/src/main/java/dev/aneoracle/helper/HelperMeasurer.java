package dev.aneoracle.helper;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Measures by the native helper, one model at a time.
 *
 * <p>A thread of its own meets the helper and runs the canaries, at start and again after each
 * failure. Whoever measures first does the same and waits for it. A compile goes on in Apple's
 * daemons when its helper is killed, so after a time-out the canaries have to pass again.
 */
public final class HelperMeasurer implements Measurer, AutoCloseable {

  private final HelperSettings settings;
  private final Helpers helpers;
  private final Proofs proofs;
  private final Measurement measurement;
  private final PowerAssertion power;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Semaphore wake = new Semaphore(0);
  private final Thread keeper =
      Thread.ofPlatform().daemon().name("helper-canary").unstarted(this::keepProven);
  private volatile boolean closed;

  HelperMeasurer(
      HelperSettings settings,
      HelperLauncher launcher,
      Path canaries,
      String boot,
      PowerAssertion power,
      InstantSource clock) {
    this.settings = settings;
    this.power = power;
    this.helpers = new Helpers(settings, launcher, clock);
    Runs runs = new Runs(helpers, settings.limits());
    this.proofs =
        new Proofs(new CanaryProver(canaries, runs, clock), new ProofFile(settings.proof(), boot));
    this.measurement = new Measurement(settings, helpers, runs);
  }

  /**
   * Returns a measurer by the given binary, whose canaries lie beside it. It has met its helper,
   * unless that could not be started; the canaries run in the background.
   *
   * @param boot what tells one boot of the machine from another
   */
  public static HelperMeasurer start(
      Path binary, String boot, HelperSettings settings, InstantSource clock) {
    return start(
        List.of(binary.toString()), binary.resolveSibling("canary"), boot, settings, clock);
  }

  static HelperMeasurer start(
      List<String> command,
      Path canaries,
      String boot,
      HelperSettings settings,
      InstantSource clock) {
    Leftovers.sweep(settings.folder());
    HelperMeasurer measurer =
        new HelperMeasurer(
            settings,
            new ProcessLauncher(command),
            canaries,
            boot,
            PowerAssertion.ofThisSystem(),
            clock);
    measurer.begin();
    return measurer;
  }

  /** Meets the helper, and starts to keep it proven. */
  void begin() {
    try {
      meet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    keeper.start();
  }

  /** Only the holder of the turn takes helpers. */
  private Capability meet() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      Capability capability = proofs.met(helpers.introduce());
      if (capability instanceof Capability.CannotMeasure) {
        helpers.rest();
      }
      return capability;
    } catch (HelperUnavailableException e) {
      return proofs.unavailable(String.valueOf(e.getMessage()));
    } finally {
      turn.unlock();
    }
  }

  private void keepProven() {
    try {
      while (!closed) {
        proveUnlessProven();
        await();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void proveUnlessProven() throws InterruptedException {
    turn.lockInterruptibly();
    try (PowerAssertion.Held _ = power.hold()) {
      if (meet() instanceof Capability.CanMeasure(HelperIdentity helper, Proof proof)
          && !(proof instanceof Proof.Proven)) {
        proofs.prove(helper);
      }
    } finally {
      turn.unlock();
    }
  }

  private void await() throws InterruptedException {
    if (proofs.failures() == 0) {
      wake.acquire();
    } else {
      Duration pause = settings.limits().pause(proofs.failures());
      var _ = wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
    wake.drainPermits();
  }

  @Override
  public Capability capability() {
    return proofs.capability();
  }

  @Override
  public Outcome measure(MeasurementRequest request, Consumer<Phase> progress)
      throws InterruptedException {
    turn.lockInterruptibly();
    try (PowerAssertion.Held _ = power.hold()) {
      return switch (meet()) {
        case Capability.CannotMeasure cannot ->
            new Outcome.MachineFault(new Failure(Failure.Code.HELPER_UNAVAILABLE, cannot.reason()));
        case Capability.CanMeasure(HelperIdentity helper, Proof proof) ->
            measure(
                request,
                progress,
                helper,
                proof instanceof Proof.Pending ? proofs.prove(helper) : proof);
      };
    } finally {
      turn.unlock();
    }
  }

  private Outcome measure(
      MeasurementRequest request, Consumer<Phase> progress, HelperIdentity helper, Proof proof)
      throws InterruptedException {
    if (!(proof instanceof Proof.Proven)) {
      return new Outcome.Observed(Measurement.nothing(helper, proof));
    }
    Measurement.Result result = measurement.measure(request, progress, proof);
    if (result.timedOut()) {
      proofs.doubt();
      wake.release();
    }
    return closed && !(result.outcome() instanceof Outcome.Observed)
        ? new Outcome.MachineFault(
            new Failure(
                Failure.Code.HELPER_UNAVAILABLE,
                "The service stopped while the model was measured."))
        : result.outcome();
  }

  @Override
  public Proof prove() throws InterruptedException {
    turn.lockInterruptibly();
    try (PowerAssertion.Held _ = power.hold()) {
      return switch (meet()) {
        case Capability.CannotMeasure _ -> new Proof.Pending();
        case Capability.CanMeasure(HelperIdentity helper, Proof _) -> proofs.prove(helper);
      };
    } finally {
      turn.unlock();
    }
  }

  /** Kills whatever runs. May be called again. */
  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    helpers.close();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
