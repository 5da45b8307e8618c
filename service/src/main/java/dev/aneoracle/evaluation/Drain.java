package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the work of a node that is asked to stop, while the web server lets its requests finish:
 * nothing more is claimed, what is measured may end until the scheduler's limit and then goes back
 * to the queue. Those who wait for what is not measured here are answered at once, the others with
 * the end.
 */
final class Drain implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final Scheduler scheduler;
  private final MeasuringWorker measuring;
  private final EvaluationWatch watch;

  private volatile boolean running;

  Drain(Scheduler scheduler, MeasuringWorker measuring, EvaluationWatch watch) {
    this.scheduler = scheduler;
    this.measuring = measuring;
    this.watch = watch;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    var measured = measuring.running();
    log.atInfo().addKeyValue("measuring", measured).log("stopping, nothing more is claimed");
    watch.stop(measured::contains);
    scheduler.stop();
    watch.stop(_ -> false);
    log.atInfo().log("nothing is measured any more");
  }

  @Override
  public void stop(Runnable callback) {
    var _ =
        Thread.ofPlatform()
            .name("drain")
            .start(() -> {
              try {
                stop();
              } finally {
                callback.run();
              }
            });
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops together with the web server's requests. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
  }
}
