package dev.aneoracle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when a test says so, in either direction. */
public final class SettableClock extends Clock {

  private volatile Instant now;

  /** Starts at the given time. */
  public SettableClock(Instant now) {
    this.now = now;
  }

  /** Moves the time. */
  public void move(Duration step) {
    now = now.plus(step);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Tests have one clock in UTC");
  }
}
