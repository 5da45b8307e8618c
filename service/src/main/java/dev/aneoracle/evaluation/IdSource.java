package dev.aneoracle.evaluation;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ULIDs: 48 bits of milliseconds and 80 random bits in Crockford's base 32, so that ids sort
 * by time. Within one millisecond, or when the clock steps back, the random part counts up, so that
 * ids of one source always grow. Thread-safe.
 */
public final class IdSource {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int DIGIT_BITS = 5;
  private static final long DIGIT_MASK = (1L << DIGIT_BITS) - 1;
  private static final int TAIL_BITS = 16;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long milliseconds = Long.MIN_VALUE;
  private long high;
  private long low;

  /** Creates a source on the given clock. */
  public IdSource(InstantSource clock) {
    this(clock, new SecureRandom());
  }

  IdSource(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Returns an id greater than every one before it. */
  public synchronized String next() {
    long now = clock.millis();
    if (now > milliseconds) {
      milliseconds = now;
      high = random.nextLong() & 0xFFFFL;
      low = random.nextLong() & Long.MAX_VALUE;
    } else {
      low++;
    }
    char[] id = new char[LENGTH];
    long upper = milliseconds << TAIL_BITS | high;
    long lower = low;
    for (int i = LENGTH - 1; i >= 0; i--) {
      id[i] = ALPHABET.charAt((int) (lower & DIGIT_MASK));
      lower = lower >>> DIGIT_BITS | upper << (Long.SIZE - DIGIT_BITS);
      upper >>>= DIGIT_BITS;
    }
    return new String(id);
  }
}
