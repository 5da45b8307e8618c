package dev.aneoracle.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Uploads that were let in and are on their way. Each keeps a place in the queue, so that what was
 * let in is not put off once it has arrived. Thread-safe.
 */
public final class Arrivals {

  private final List<Applicant> underWay = new ArrayList<>();
  private long departures;

  Arrivals() {}

  /** Returns how many have left: each was written first, or given up. */
  synchronized long departures() {
    return departures;
  }

  /**
   * Lets one in if it fits.
   *
   * @param seen how many had left before it was looked what is queued
   * @param fits whether it does, if so many more are queued than were seen; asked under a lock, so
   *     it must not wait
   */
  synchronized Entry enter(Applicant who, long seen, IntPredicate fits) {
    int missed = Math.toIntExact(departures - seen);
    if (fits.test(missed)) {
      underWay.add(who);
      return Entry.IN;
    }
    return missed == 0 ? Entry.FULL : Entry.LOOK_AGAIN;
  }

  synchronized void leave(Applicant who) {
    underWay.remove(who);
    departures++;
  }

  synchronized boolean has(Applicant who) {
    return underWay.contains(who);
  }

  synchronized int count(Predicate<Applicant> whose) {
    return (int) underWay.stream().filter(whose).count();
  }

  /** What becomes of one who asks to be let in. */
  enum Entry {
    IN,
    FULL,
    /** Perhaps full: somebody left meanwhile, who may be among what is queued or not. */
    LOOK_AGAIN
  }

  /** A place that is kept until it is closed. */
  public interface Place extends AutoCloseable {

    @Override
    void close();
  }
}
