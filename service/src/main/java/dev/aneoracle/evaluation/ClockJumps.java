package dev.aneoracle.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Notices that the clock was set, by a clock that nobody can set. For one thread. */
final class ClockJumps {

  private static final Duration SMALLEST = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final LongSupplier nanoseconds;
  private Instant time;
  private long moment;

  ClockJumps(InstantSource clock, LongSupplier nanoseconds) {
    this.clock = clock;
    this.nanoseconds = nanoseconds;
    this.time = clock.instant();
    this.moment = nanoseconds.getAsLong();
  }

  /** Returns by how much the clock was set since the last look; zero for what is only drift. */
  Duration look() {
    Instant now = clock.instant();
    long later = nanoseconds.getAsLong();
    Duration jump = Duration.between(time, now).minusNanos(later - moment);
    time = now;
    moment = later;
    return jump.abs().compareTo(SMALLEST) < 0 ? Duration.ZERO : jump;
  }
}
