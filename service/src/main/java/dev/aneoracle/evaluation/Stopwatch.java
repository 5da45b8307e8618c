package dev.aneoracle.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells what time it is since a moment, whatever the clock is set to meanwhile: what ends never
 * ends before it began, and took no longer than it did.
 */
record Stopwatch(Instant started, long nanoseconds) {

  static Stopwatch start(InstantSource clock) {
    return new Stopwatch(clock.instant(), System.nanoTime());
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - nanoseconds);
  }

  Instant now() {
    return started.plus(elapsed());
  }
}
