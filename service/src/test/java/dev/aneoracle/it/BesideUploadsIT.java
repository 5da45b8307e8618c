package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Boxes that upload large packages at once, and others that want to know how things are. */
class BesideUploadsIT {

  private static final long SIZE = Integer.getInteger("ane-oracle.beside.mib", 64) * (1L << 20);
  private static final int BOXES = 8;
  private static final int CALLS_PER_SECOND = 50;
  private static final int LEAST_CALLS = 100;
  private static final int MOST_CALLS = 30_000;

  @Test
  @Timeout(900)
  void smallCallsAreAnsweredWhileEveryBoxUploads(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).getUsableSpace() >= 2 * BOXES * SIZE + (2L << 30),
        () -> "Skipped: too little is free where " + folder + " lies");
    try (ServiceProcess service = ServiceProcess.start(folder)) {
      Client client = service.client();
      Reply known =
          client.upload(Upload.raw(TestModels.network("known", 10), "a.mlmodel").waiting());
      List<String> paths =
          List.of(
              "/api/v1/evaluations/" + known.id(),
              "/api/v1/evaluations?limit=10",
              "/api/v1/models/" + known.json().path("model").path("digest").asString(),
              "/api/v1/hosts");
      SmallCalls alone = new SmallCalls(client, paths);
      alone.run(CALLS_PER_SECOND, 2 * LEAST_CALLS, 2 * LEAST_CALLS, () -> true);
      System.out.println("alone: " + alone);
      SmallCalls beside = new SmallCalls(client, paths);

      List<Future<Reply>> uploads = new ArrayList<>();
      long start = System.nanoTime();
      try (ExecutorService boxes = Executors.newFixedThreadPool(BOXES)) {
        for (int box = 0; box < BOXES; box++) {
          LargeArchive archive = LargeArchive.tar("box" + box, SIZE);
          uploads.add(boxes.submit(() -> client.upload(raw(archive).waiting())));
        }
        beside.run(
            CALLS_PER_SECOND,
            LEAST_CALLS,
            MOST_CALLS,
            () -> uploads.stream().allMatch(Future::isDone));
      }
      System.out.printf(
          "beside %d uploads of %d MiB, in %d ms: %s%n",
          BOXES, SIZE >> 20, Duration.ofNanos(System.nanoTime() - start).toMillis(), beside);

      for (Future<Reply> upload : uploads) {
        assertThat(upload.get().status()).as("%s", upload.get()).isEqualTo(200);
      }
      assertThat(alone.failures()).isEmpty();
      assertThat(beside.failures()).isEmpty();
      assertThat(service.log()).doesNotContain(" ERROR ", "OutOfMemoryError");
    }
  }

  private static Upload raw(LargeArchive archive) {
    return Upload.raw(
        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(archive::open), archive.length()),
        "large.mlpackage.tar");
  }
}
