package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Places for uploads. Each holds a thread of the web server for as long as its client takes to send
 * it, so there are far fewer places than threads: small calls always find one.
 */
final class UploadPlaces {

  private final int number;
  private final Semaphore free;

  UploadPlaces(int number) {
    this.number = number;
    this.free = new Semaphore(number);
  }

  /**
   * Takes a place for a request, whose body is not read where there is none.
   *
   * @throws ApiException when there is none
   */
  Place take(HttpServletRequest request) {
    return take()
        .orElseThrow(() -> {
          request.setAttribute(GuardFilter.REFUSED, true);
          return new ApiException(
              ProblemType.TOO_MANY_UPLOADS,
              "%d uploads are coming in already; that is the limit. Try again in a moment."
                  .formatted(number));
        });
  }

  /** Takes a place, if there is one. */
  Optional<Place> take() {
    return free.tryAcquire() ? Optional.of(free::release) : Optional.empty();
  }

  /** A place that is held until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
