package dev.aneoracle.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Calls that ask little, so many a second whether answers come or not. The time of one counts from
 * when it was due, so that a service which stands still is not asked less.
 */
final class SmallCalls {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<URI> addresses;
  private final Queue<Long> milliseconds = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /** Calls these paths in turn; each has to be answered with 200. */
  SmallCalls(Client client, List<String> paths) {
    this.addresses = paths.stream().map(client.base()::resolve).toList();
  }

  /**
   * Calls at a rate, at least so often and until something has ended.
   *
   * @param most the calls after which it ends in any case
   */
  void run(int perSecond, int least, int most, BooleanSupplier ended) throws Exception {
    try (ScheduledExecutorService times = Executors.newSingleThreadScheduledExecutor();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      long start = System.nanoTime();
      for (int number = 0; number < most && (number < least || !ended.getAsBoolean()); number++) {
        long due = start + number * (TimeUnit.SECONDS.toNanos(1) / perSecond);
        URI address = addresses.get(number % addresses.size());
        times.schedule(() -> {}, due - System.nanoTime(), TimeUnit.NANOSECONDS).get();
        calls.add(callers.submit(() -> call(address, due)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }

  private void call(URI address, long due) {
    try {
      int status =
          http.send(
                  HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                  BodyHandlers.discarding())
              .statusCode();
      if (status != 200) {
        failures.add(address + " " + status);
      }
    } catch (IOException e) {
      failures.add(address + " " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add(address + " interrupted");
    }
    milliseconds.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due));
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  long percentile(int percent) {
    List<Long> sorted = milliseconds.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  @Override
  public String toString() {
    return "small calls=%d, not answered with 200=%d, p50=%d ms, p99=%d ms, longest=%d ms"
        .formatted(
            milliseconds.size(), failures.size(), percentile(50), percentile(99), percentile(100));
  }
}
