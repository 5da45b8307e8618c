package dev.aneoracle.evaluation;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.ofEpochMilli((1L << 48) - 1);

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
    return write(milliseconds << TAIL_BITS | high, low);
  }

  /**
   * Returns the smallest id that can be made at a time, null for null; for times that ids can hold.
   */
  static @Nullable String firstOf(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    Instant inRange = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    return write(inRange.toEpochMilli() << TAIL_BITS, 0);
  }

  private static String write(long upper, long lower) {
    char[] id = new char[LENGTH];
    long upperBits = upper;
    long lowerBits = lower;
    for (int i = LENGTH - 1; i >= 0; i--) {
      id[i] = ALPHABET.charAt((int) (lowerBits & DIGIT_MASK));
      lowerBits = lowerBits >>> DIGIT_BITS | upperBits << (Long.SIZE - DIGIT_BITS);
      upperBits >>>= DIGIT_BITS;
    }
    return new String(id);
  }
}
