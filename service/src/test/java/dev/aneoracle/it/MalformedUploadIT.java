package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.it.Client.Answers;
import dev.aneoracle.it.Client.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Sends uploads that are wrong in every way that {@link Malformation} knows. Each is answered with
 * a problem that is the client's, or is a model after all; nothing of the refused ones stays.
 */
class MalformedUploadIT {

  private static final long SEED = Long.getLong("ane-oracle.malformed.seed", 20_261_128);
  private static final int UPLOADS = Integer.getInteger("ane-oracle.malformed.uploads", 1_000);
  private static final int CLIENTS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Path EXAMPLES = Path.of("../examples");

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> problems = new ConcurrentSkipListMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger models = new AtomicInteger();

  @Test
  @Timeout(300)
  void everyMalformedUploadIsTheClientsFault(@TempDir Path folder) throws Exception {
    List<Malformation.Upload> uploads = uploads();
    try (ServiceProcess service = ServiceProcess.start(Program.quickToStart(), folder)) {
      sendAll(service.client().base().getPort(), uploads);
      service.client().awaitAllEnded(LIMIT);
      report();

      assertThat(wrong).isEmpty();
      assertThat(problems).hasSizeGreaterThan(5);
      List<JsonNode> evaluations = service.client().evaluations();
      assertThat(evaluations.stream().map(one -> one.path("id").asString()))
          .containsExactlyInAnyOrderElementsOf(accepted);
      assertThat(evaluations).allMatch(Answers::ended);
      Stored stored = new Stored(service.dataDirectory());
      await("nothing of the refused uploads stays")
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(stored.incoming()).isEmpty());
      assertThat(stored.bundles())
          .hasSameSizeAs(
              evaluations.stream()
                  .map(one -> one.path("model").path("digest").asString())
                  .collect(Collectors.toSet()));
      Reply good =
          service.client().upload(Client.Upload.raw(uploads.getFirst().content(), "a.mlmodel"));
      assertThat(good.accepted()).isTrue();
      assertThat(service.log()).doesNotContain(" ERROR ", "OutOfMemoryError");
    }
  }

  private void sendAll(int port, List<Malformation.Upload> uploads) throws Exception {
    Malformation[] ways = Malformation.values();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> sent = new ArrayList<>();
      for (int number = 0; number < UPLOADS; number++) {
        Random random = new Random(SEED + number);
        Malformation way = ways[number % ways.length];
        Malformation.Upload upload = uploads.get(random.nextInt(uploads.size()));
        String what = "%s of %s, seed %d".formatted(way, upload.name(), SEED + number);
        sent.add(
            clients.submit(() -> {
              send(port, what, way.request(upload, random));
              return null;
            }));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  private void send(int port, String what, byte[] request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(request);
      connection.closeHalf();
      connection
          .answer()
          .ifPresentOrElse(
              answer -> judge(what, answer), () -> wrong.add(what + ": closed without an answer"));
    }
  }

  private void judge(String what, RawConnection.Answer answer) {
    int from = answer.body().indexOf('{');
    int to = answer.body().lastIndexOf('}');
    if (from < 0 || to < from) {
      wrong.add(what + ": answered without a document: " + answer);
      return;
    }
    JsonNode document = Client.JSON.readTree(answer.body().substring(from, to + 1));
    if (answer.status() == 200 || answer.status() == 202) {
      models.incrementAndGet();
      accepted.add(document.path("id").asString());
    } else if (answer.status() >= 400
        && answer.status() < 500
        && document.path("type").asString("").startsWith("/problems/")
        && !document.path("detail").asString("").isBlank()) {
      String type = document.path("type").asString().replace("/problems/", "");
      problems.computeIfAbsent(type, _ -> new AtomicInteger()).incrementAndGet();
    } else {
      wrong.add(what + ": " + answer);
    }
  }

  private void report() {
    System.out.printf(
        "malformed uploads: sent=%d, seed=%d, refused=%d, models after all=%d, evaluations of them=%d, wrong"
            + " answers=%d, problems=%s%n",
        UPLOADS,
        SEED,
        problems.values().stream().mapToInt(AtomicInteger::get).sum(),
        models.get(),
        accepted.size(),
        wrong.size(),
        problems);
  }

  /** Returns a file of each kind that is taken, all of them well. */
  private static List<Malformation.Upload> uploads() throws IOException {
    byte[] network = Files.readAllBytes(EXAMPLES.resolve("TinyClassifier.mlmodel"));
    return List.of(
        new Malformation.Upload("a.mlmodel", network),
        new Malformation.Upload(
            "a.mlpackage.zip", Files.readAllBytes(EXAMPLES.resolve("TinyProgram.mlpackage.zip"))),
        new Malformation.Upload("a.mlpackage.tar", tar()),
        new Malformation.Upload("a.mlpackage.tar.gz", gzip(tar())));
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "Manifest.json", TestModels.manifest().getBytes(StandardCharsets.UTF_8));
      add(tar, "Data/com.apple.CoreML/model.mlmodel", TestModels.program("product"));
      add(tar, "Data/com.apple.CoreML/weights/weight.bin", new byte[1 << 14]);
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("model.mlpackage/" + name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
