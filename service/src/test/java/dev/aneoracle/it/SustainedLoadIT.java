package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.IOException;
import java.nio.file.Path;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** New models without a pause: what the service holds stays what it was after the first third. */
class SustainedLoadIT {

  private static final int SECONDS = Integer.getInteger("ane-oracle.load.seconds", 9);
  private static final int CLIENTS = 4;
  private static final int MOST_MODELS = 1_000_000;
  private static final int MOST_MORE_DESCRIPTORS = 32;
  private static final double MOST_TIMES_THE_MEMORY = 1.5;

  private final AtomicInteger models = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<Reply> failures = new ConcurrentLinkedQueue<>();
  private final List<Sample> samples = new ArrayList<>();

  @Test
  @Timeout(1_500)
  void memoryAndDescriptorsStayWhatTheyWere(@TempDir Path folder) throws Exception {
    Consumption.assumeKnown();
    try (ServiceProcess service = ServiceProcess.start(folder)) {
      evaluateAllTheTime(service);
      service.client().awaitAllEnded(Duration.ofMinutes(1));
      report();

      assertThat(failures).isEmpty();
      assertThat(thirdOf(2, Sample::descriptors) - thirdOf(0, Sample::descriptors))
          .isLessThanOrEqualTo(MOST_MORE_DESCRIPTORS);
      assertThat((double) thirdOf(2, Sample::residentMib))
          .isLessThanOrEqualTo(MOST_TIMES_THE_MEMORY * thirdOf(0, Sample::residentMib));
      assertThat(service.log()).doesNotContain(" ERROR ", "OutOfMemoryError");
    }
  }

  private void evaluateAllTheTime(ServiceProcess service) throws Exception {
    try (ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> working = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        working.add(
            clients.submit(() -> {
              evaluateUntilOver(service.client());
              return null;
            }));
      }
      for (int second = 0; second < SECONDS; second++) {
        sampler.schedule(() -> samples.add(sample(service)), 1, TimeUnit.SECONDS).get();
      }
      over.set(true);
      for (Future<?> client : working) {
        client.get();
      }
    }
  }

  private void evaluateUntilOver(Client client) throws IOException {
    while (!over.get()) {
      int number = models.getAndIncrement();
      assertThat(number).isLessThan(MOST_MODELS);
      byte[] model = TestModels.network("layer " + number, 1_000);
      Reply reply = client.upload(Upload.raw(model, "model.mlmodel").waiting());
      if (!reply.ended()) {
        failures.add(reply);
      }
    }
  }

  private Sample sample(ServiceProcess service) throws IOException {
    Consumption now = Consumption.of(service.pid());
    return new Sample(models.get(), now.residentMib(), now.descriptors(), now.threads());
  }

  private long thirdOf(int third, ToLongFunction<Sample> figure) {
    int size = samples.size() / 3;
    return samples.subList(third * size, (third + 1) * size).stream()
        .mapToLong(figure)
        .sorted()
        .skip(size / 2)
        .findFirst()
        .orElseThrow();
  }

  private void report() {
    System.out.printf(
        "sustained load: clients=%d, seconds=%d, evaluations=%d, a second=%.1f, failures=%d;"
            + " medians of the thirds: evaluations a second %.1f / %.1f / %.1f, resident MiB %d / %d"
            + " / %d, descriptors %d / %d / %d, threads %d / %d / %d%n",
        CLIENTS,
        SECONDS,
        models.get(),
        models.get() / (double) SECONDS,
        failures.size(),
        rateOf(0),
        rateOf(1),
        rateOf(2),
        thirdOf(0, Sample::residentMib),
        thirdOf(1, Sample::residentMib),
        thirdOf(2, Sample::residentMib),
        thirdOf(0, Sample::descriptors),
        thirdOf(1, Sample::descriptors),
        thirdOf(2, Sample::descriptors),
        thirdOf(0, Sample::threads),
        thirdOf(1, Sample::threads),
        thirdOf(2, Sample::threads));
  }

  private double rateOf(int third) {
    int size = samples.size() / 3;
    Sample first = samples.get(third * size);
    Sample last = samples.get((third + 1) * size - 1);
    return (last.models() - first.models()) / (double) (size - 1);
  }

  private record Sample(int models, long residentMib, int descriptors, int threads) {}
}
