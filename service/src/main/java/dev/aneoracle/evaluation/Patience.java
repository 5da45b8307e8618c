package dev.aneoracle.evaluation;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tries a guarded write again until the database takes it: what took minutes to measure must not be
 * lost with a connection. The guard makes a write that came through unnoticed harmless.
 */
final class Patience {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Pause pause;

  Patience(Pause pause) {
    this.pause = pause;
  }

  /** Returns what the write returns once it comes through. */
  boolean write(String evaluation, BooleanSupplier write) throws InterruptedException {
    Duration wait = FIRST;
    while (true) {
      try {
        return write.getAsBoolean();
      } catch (DataAccessException | TransactionException e) {
        if (!passes(e)) {
          throw e;
        }
        log.atWarn()
            .addKeyValue("evaluation", evaluation)
            .addKeyValue("why", String.valueOf(e.getMessage()))
            .log("the database does not answer, what was measured is kept and written later");
      }
      pause.await(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
    }
  }

  /** A statement that is wrong stays wrong; a locked, full or absent database may come back. */
  static boolean passes(RuntimeException e) {
    return !(e instanceof NonTransientDataAccessException)
        || e instanceof NonTransientDataAccessResourceException
        || e instanceof UncategorizedDataAccessException;
  }

  /** Waits between two tries. */
  interface Pause {
    void await(Duration time) throws InterruptedException;
  }
}
