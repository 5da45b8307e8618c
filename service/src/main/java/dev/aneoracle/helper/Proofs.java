package dev.aneoracle.helper;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the helper and whether its hooks are proven; what is proven is kept across restarts. */
final class Proofs {

  private static final Logger log = LoggerFactory.getLogger(Proofs.class);

  private final CanaryProver prover;
  private final ProofFile file;
  private volatile Capability capability =
      new Capability.CannotMeasure("The native helper has yet to start.");
  private final AtomicInteger failures = new AtomicInteger();

  Proofs(CanaryProver prover, ProofFile file) {
    this.prover = prover;
    this.file = file;
  }

  Capability capability() {
    return capability;
  }

  /** Returns how often in a row the canaries did not prove anything. */
  int failures() {
    return failures.get();
  }

  /** Takes the reason why no helper can be asked; one that was met before can still be back. */
  Capability unavailable(String reason) {
    failures.incrementAndGet();
    if (capability instanceof Capability.CannotMeasure) {
      capability = new Capability.CannotMeasure(reason);
    }
    return capability;
  }

  /** Takes what a helper says of itself; a proof of another helper does not count. */
  Capability met(HelperIdentity helper) {
    if (capability instanceof Capability.CanMeasure known && known.helper().equals(helper)) {
      if (known.proof() instanceof Proof.Proven) {
        failures.set(0);
      }
      return known;
    }
    failures.set(0);
    HelperIdentity.Ane ane = helper.machine().ane();
    if (!ane.present() || ane.virtualMachine()) {
      capability =
          new Capability.CannotMeasure(
              ane.virtualMachine()
                  ? "This Mac is a virtual machine, which has no Apple Neural Engine of its own, so"
                      + " it cannot measure."
                  : "The helper finds no Apple Neural Engine on this host, so it cannot measure.");
    } else {
      capability =
          new Capability.CanMeasure(
              helper, file.read(helper).<Proof>map(proof -> proof).orElseGet(Proof.Pending::new));
    }
    if (!isPending(capability)) {
      log.atInfo().log("{}", Introduction.of(helper, capability));
    }
    return capability;
  }

  private static boolean isPending(Capability capability) {
    return capability instanceof Capability.CanMeasure(HelperIdentity _, Proof proof)
        && proof instanceof Proof.Pending;
  }

  /** Forgets the proof, since something may still be at work that spoils measurements. */
  void doubt() {
    if (capability instanceof Capability.CanMeasure known) {
      file.delete();
      capability = new Capability.CanMeasure(known.helper(), new Proof.Pending());
    }
  }

  /** Runs the canaries and keeps what came of it. */
  Proof prove(HelperIdentity helper) throws InterruptedException {
    Proof proof = prover.prove(helper);
    switch (proof) {
      case Proof.Proven proven -> {
        failures.set(0);
        file.write(helper, proven);
      }
      case Proof.NotProven _ -> {
        failures.incrementAndGet();
        file.delete();
      }
      case Proof.Pending _ -> throw new IllegalStateException("Canaries ran and are pending");
    }
    capability = new Capability.CanMeasure(helper, proof);
    log.atInfo().log("{}", Introduction.of(helper, capability));
    return proof;
  }
}
