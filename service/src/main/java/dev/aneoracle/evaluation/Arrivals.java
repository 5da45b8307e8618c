package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Uploads that were let in and are on their way. Each keeps a place in the queue, so that what was
 * let in is not put off once it has arrived. Thread-safe.
 */
public final class Arrivals {

  Arrivals() {}

  private final List<Applicant> underWay = new ArrayList<>();

  /**
   * Lets one in if it fits, which is asked under a lock and must not wait.
   *
   * @return whether it was let in
   */
  synchronized boolean enter(Applicant who, BooleanSupplier fits) {
    return fits.getAsBoolean() && underWay.add(who);
  }

  synchronized void leave(Applicant who) {
    underWay.remove(who);
  }

  synchronized boolean has(Applicant who) {
    return underWay.contains(who);
  }

  /** Adds those of some to what is queued. */
  synchronized Depth with(Depth queued, Predicate<Applicant> whose) {
    List<Applicant> counted = underWay.stream().filter(whose).toList();
    return queued.plus(counted.size(), counted.stream().mapToLong(Applicant::bytes).sum());
  }

  /** A place that is kept until it is closed. */
  public interface Place extends AutoCloseable {

    @Override
    void close();
  }
}
