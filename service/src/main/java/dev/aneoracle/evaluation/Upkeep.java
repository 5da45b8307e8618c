package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks after the queue at every heartbeat: renews this node's session, frees the work of nodes
 * that are gone, ends what is no longer this node's, takes permits only while it can measure, and
 * puts right what got out of step.
 */
final class Upkeep implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final Fleet fleet;
  private final EvaluationRepository repository;
  private final Measurer measurer;
  private final MeasuringWorker measuring;
  private final PredictionPool predictions;
  private final Reconciler reconciler;
  private final EvaluationWatch watch;
  private final ClockJumps clock;
  private final Permits.Supply permits;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().name("upkeep-", 1).daemon().factory());
  private boolean failing;
  private boolean permitsToBeLookedFor;

  Upkeep(
      Fleet fleet,
      EvaluationRepository repository,
      Measurer measurer,
      MeasuringWorker measuring,
      PredictionPool predictions,
      Reconciler reconciler,
      EvaluationWatch watch,
      ClockJumps clock,
      Permits.Supply permits) {
    this.fleet = fleet;
    this.repository = repository;
    this.measurer = measurer;
    this.measuring = measuring;
    this.predictions = predictions;
    this.reconciler = reconciler;
    this.watch = watch;
    this.clock = clock;
    this.permits = permits;
  }

  /** Begins; a database that does not answer holds up the first thread, never the second. */
  void start() {
    takePermitsWhileItMeasures();
    long interval = fleet.settings().heartbeat().toMillis();
    var _ =
        List.of(
            threads.scheduleWithFixedDelay(this::tick, interval, interval, TimeUnit.MILLISECONDS),
            threads.scheduleWithFixedDelay(
                this::giveUpWhatLapsed, interval, interval, TimeUnit.MILLISECONDS));
  }

  void tick() {
    noticeClock();
    takePermitsWhileItMeasures();
    try {
      keep();
      if (permitsToBeLookedFor) {
        permitsToBeLookedFor = false;
        permits.look();
      }
      if (failing) {
        failing = false;
        log.atInfo().log("the database answers again");
      }
    } catch (DataAccessException | TransactionException | FleetException e) {
      if (!failing) {
        failing = true;
        log.atError().setCause(e).log("the queue cannot be looked after, tried again");
      }
    } catch (RuntimeException e) {
      // Without this the thread's schedule would end without a word.
      log.atError().setCause(e).log("the queue was not looked after");
    }
  }

  /** The scheduler waits until a time of day, which may have become one of another day. */
  private void noticeClock() {
    Duration jump = clock.look();
    if (!jump.isZero()) {
      permitsToBeLookedFor = true;
      log.atWarn().addKeyValue("by", jump).log("the clock was set");
    }
  }

  /** A permit that is taken in vain is written twice; of a long queue that is a lot each time. */
  private void takePermitsWhileItMeasures() {
    switch (measurer.capability()) {
      case Capability.CanMeasure _ -> permits.release(Permits.Hold.CANNOT_MEASURE);
      case Capability.CannotMeasure _ -> permits.hold(Permits.Hold.CANNOT_MEASURE);
    }
  }

  private void keep() {
    if (!fleet.renew()) {
      log.atWarn().log("this node was silent too long; what it was measuring is given up");
      measuring.killAll();
      fleet.join();
    }
    if (fleet.shared()) {
      releaseOrphaned();
    }
    measuring.killLost();
    reconciler.repair();
    Set<String> known = new HashSet<>(watch.watched());
    known.addAll(predictions.waiting());
    Set<String> unended = repository.unended(known);
    known.removeAll(unended);
    known.forEach(predictions::forget);
    known.forEach(watch::ended);
  }

  private void releaseOrphaned() {
    int freed = repository.releaseOrphaned();
    if (freed > 0) {
      log.atWarn()
          .addKeyValue("evaluations", freed)
          .log("evaluations of nodes that are gone are queued again");
    }
  }

  /**
   * Kills what others may have claimed by now, while the first thread still waits for an answer.
   */
  void giveUpWhatLapsed() {
    if (fleet.lapsed() && measuring.killAll()) {
      log.atWarn().log("the database does not answer; what this node was measuring is given up");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
