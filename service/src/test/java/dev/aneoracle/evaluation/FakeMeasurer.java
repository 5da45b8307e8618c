package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.MeasurementRequest;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Outcome;
import dev.aneoracle.helper.Proof;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Measures as the test says. */
final class FakeMeasurer implements Measurer {

  private volatile Capability capability = Helpers.proven("fake 1");
  private volatile Script script = (_, _) -> new Outcome.HelperFailed(Failures.CRASHED);
  private volatile Proof proof = new Proof.Proven(Instant.EPOCH, List.of());
  private final AtomicInteger proofs = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  public Capability capability() {
    return capability;
  }

  @Override
  public Outcome measure(MeasurementRequest request, Consumer<Phase> progress)
      throws InterruptedException {
    asked.add(request.evaluation());
    return script.run(request, progress);
  }

  @Override
  public Proof prove() {
    proofs.incrementAndGet();
    return proof;
  }

  void proves(Proof newProof) {
    proof = newProof;
  }

  int proofs() {
    return proofs.get();
  }

  void cannotMeasure() {
    capability = new Capability.CannotMeasure("the test says so");
  }

  void canMeasure() {
    capability = Helpers.proven("fake 1");
  }

  void answers(Outcome outcome) {
    script = (_, _) -> outcome;
  }

  void runs(Script newScript) {
    script = newScript;
  }

  /** Hangs in the prediction until the thread is interrupted. */
  Hang hangs() {
    Hang hang = new Hang(new CountDownLatch(1), new CountDownLatch(1));
    script =
        (_, progress) -> {
          progress.accept(Phase.RUNNING_PREDICTION);
          hang.begun().countDown();
          try {
            new CountDownLatch(1).await();
            throw new AssertionError("Nobody counts down");
          } finally {
            hang.interrupted().countDown();
          }
        };
    return hang;
  }

  List<String> asked() {
    return asked;
  }

  /** What a measurement does. */
  interface Script {
    Outcome run(MeasurementRequest request, Consumer<Phase> progress) throws InterruptedException;
  }

  /** A measurement that hangs. */
  record Hang(CountDownLatch begun, CountDownLatch interrupted) {}
}
