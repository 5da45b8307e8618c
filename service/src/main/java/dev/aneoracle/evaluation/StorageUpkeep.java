package dev.aneoracle.evaluation;

import dev.aneoracle.storage.StorageAccount;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the disk now and then, in a thread of its own: many files take long to count. */
final class StorageUpkeep implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StorageUpkeep.class);

  /** A clock that was set wrongly, at once or bit by bit, must not make everything old. */
  private static final Duration TOO_FAR = Duration.ofHours(1);

  private static final Duration DOUBT = Duration.ofHours(1);

  private final StorageAccount account;
  private final Retention retention;
  private final Duration interval;
  private final ClockJumps clock;
  private final LongSupplier nanoseconds;

  /** By how much the clock was set ahead since it was last trusted. */
  private Duration ahead = Duration.ZERO;

  /** Nothing goes by its age before that moment. */
  private long trustedFrom;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("storage-upkeep").daemon().factory());

  StorageUpkeep(
      StorageAccount account,
      Retention retention,
      Duration interval,
      InstantSource clock,
      LongSupplier nanoseconds) {
    this.account = account;
    this.retention = retention;
    this.interval = interval;
    this.clock = new ClockJumps(clock, nanoseconds);
    this.nanoseconds = nanoseconds;
    this.trustedFrom = nanoseconds.getAsLong();
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(this::tick, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void tick() {
    ahead = ahead.plus(clock.look());
    if (ahead.isNegative()) {
      ahead = Duration.ZERO;
    }
    if (ahead.compareTo(TOO_FAR) > 0) {
      log.atWarn()
          .addKeyValue("by", ahead)
          .log("the clock was set ahead, nothing is removed for an hour");
      trustedFrom = nanoseconds.getAsLong() + DOUBT.toNanos();
      ahead = Duration.ZERO;
    }
    if (nanoseconds.getAsLong() - trustedFrom >= 0) {
      attempt(retention::apply);
    }
    attempt(account::refresh);
  }

  private static void attempt(Chore chore) {
    try {
      chore.run();
    } catch (IOException | RuntimeException e) {
      // Without this the thread's schedule would end without a word.
      log.atError().setCause(e).log("the disk was not looked after, tried again");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private interface Chore {
    void run() throws IOException;
  }
}
