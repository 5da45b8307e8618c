package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import dev.aneoracle.it.SharedModels.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Many clients at once against a service with little memory and a short queue. */
class LoadIT {

  private static final int CLIENTS = 16;
  private static final int UPLOADS = 400;
  private static final int QUEUE = 8;
  private static final int MOST_TRIES = 120;
  private static final long HEAP = 256L << 20;

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Queue<Reply> errors = new ConcurrentLinkedQueue<>();
  private final Queue<Long> milliseconds = new ConcurrentLinkedQueue<>();
  private final AtomicInteger putOff = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger admittedAtFirstRetry = new AtomicInteger();

  @Test
  @Timeout(300)
  void sixteenClientsSeeNothingWorseThanAFullQueue(@TempDir Path folder) throws Exception {
    List<Upload> uploads = uploads();
    try (ServiceProcess service =
        ServiceProcess.start(folder, "ane-oracle.queue.max-evaluations=" + QUEUE)) {
      long start = System.nanoTime();
      uploadAll(service.client(), uploads);
      service.client().awaitAllEnded(Duration.ofMinutes(2));
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      double heap = service.client().metric("jvm_memory_max_bytes", "area=\"heap\"");
      report(taken);

      assertThat(errors).isEmpty();
      assertThat(accepted).hasSize(UPLOADS);
      List<JsonNode> evaluations = service.client().evaluations();
      assertThat(evaluations).hasSize(UPLOADS);
      assertThat(evaluations)
          .allSatisfy(
              one -> assertThat(one.path("state").asString()).as("%s", one).isEqualTo("SUCCEEDED"));
      assertThat(heap).isLessThanOrEqualTo(HEAP);
      assertThat(service.isAlive()).isTrue();
      assertThat(service.log()).doesNotContain("OutOfMemoryError", " ERROR ");
      assertThat(new Stored(service.dataDirectory()).incoming()).isEmpty();
    }
  }

  private void uploadAll(Client client, List<Upload> uploads)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> working = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        ScheduledExecutorService later = Executors.newScheduledThreadPool(CLIENTS)) {
      for (int number = 0; number < CLIENTS; number++) {
        working.add(
            clients.submit(() -> {
              for (int mine = next.getAndIncrement();
                  mine < uploads.size();
                  mine = next.getAndIncrement()) {
                upload(client, uploads.get(mine), later);
              }
              return null;
            }));
      }
      for (Future<?> one : working) {
        one.get();
      }
    }
  }

  private void upload(Client client, Upload upload, ScheduledExecutorService later)
      throws IOException, InterruptedException, ExecutionException {
    Reply reply = timed(client, upload);
    if (reply.status() == 429) {
      refused.incrementAndGet();
    }
    for (int tries = 1; reply.status() == 429 && tries < MOST_TRIES; tries++) {
      putOff.incrementAndGet();
      assertThat(reply.problem()).isEqualTo("queue-full");
      assertThat(reply.retryAfter()).isNotNull();
      long seconds = Long.parseLong(String.valueOf(reply.retryAfter()));
      reply = later.schedule(() -> timed(client, upload), seconds, TimeUnit.SECONDS).get();
      if (tries == 1 && reply.accepted()) {
        admittedAtFirstRetry.incrementAndGet();
      }
    }
    if (reply.accepted()) {
      accepted.add(reply.id());
    } else {
      errors.add(reply);
    }
  }

  private Reply timed(Client client, Upload upload) throws IOException {
    long start = System.nanoTime();
    Reply reply = client.upload(upload);
    if (reply.accepted()) {
      milliseconds.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
    return reply;
  }

  /** The same model comes again and again; each time the client wants a new evaluation. */
  private static List<Upload> uploads() {
    List<Upload> models =
        SharedModels.present()
            ? SharedModels.all().stream()
                .filter(bundle -> !bundle.bad())
                .map(Bundle::upload)
                .toList()
            : IntStream.range(0, CLIENTS)
                .mapToObj(number -> TestModels.network("layer " + number, 100_000))
                .map(model -> Upload.raw(model, "model.mlmodel"))
                .toList();
    return IntStream.range(0, UPLOADS)
        .mapToObj(number -> models.get(number % models.size()))
        .map(upload -> upload.withHeader("Cache-Control", "no-cache"))
        .collect(Collectors.toList());
  }

  private void report(Duration taken) {
    List<Long> sorted = milliseconds.stream().sorted().toList();
    System.out.printf(
        "load: clients=%d, uploads=%d, errors=%d, answers of 429=%d, uploads put off=%d, in"
            + " at their first retry=%d, all ended after %d ms, upload"
            + " p50=%d ms, p95=%d ms%n",
        CLIENTS,
        UPLOADS,
        errors.size(),
        putOff.get(),
        refused.get(),
        admittedAtFirstRetry.get(),
        taken.toMillis(),
        sorted.isEmpty() ? -1 : sorted.get(sorted.size() / 2),
        sorted.isEmpty() ? -1 : sorted.get(sorted.size() * 95 / 100));
  }
}
