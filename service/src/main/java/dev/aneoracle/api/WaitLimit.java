package dev.aneoracle.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends a wait in time even if the clock is set back, by which the container counts. */
final class WaitLimit {

  private WaitLimit() {}

  /**
   * Runs the action once the wait is over.
   *
   * @return takes the action back
   */
  static Runnable after(Duration wait, Runnable action) {
    CompletableFuture<Void> over =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS);
    var _ = over.thenRunAsync(action);
    return () -> over.cancel(false);
  }
}
