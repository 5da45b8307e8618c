package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.it.Client.Answers;
import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Fills the service's disk and forbids writing to it while clients upload. They are refused with
 * the right problem, nothing that was accepted is lost, no answer changes, and all goes on without
 * a restart once there is room.
 */
class DiskIT {

  private static final int MEGABYTES = 48;
  private static final int CLIENTS = 4;
  private static final int REFUSALS = 12;
  private static final int ROUNDS = 3;
  private static final int MOST_UPLOADS = 5_000;
  private static final int MOST_FILLING = 150_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(20);

  /** The line that says a request failed, and the trace below it. */
  private static final Pattern UNFORESEEN =
      Pattern.compile("(?m)^.*request failed.*(\\R(\\D.*)?)*");

  private static final String READINESS = "/actuator/health/readiness";

  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Map<String, Map<String, JsonNode>> finished = new ConcurrentHashMap<>();
  private final Queue<Reply> refused = new ConcurrentLinkedQueue<>();
  private final Queue<IOException> unanswered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Set<String> lost = new TreeSet<>();
  private final Set<String> changed = new TreeSet<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  @Timeout(600)
  void losesNothingOnAFullDisk(@TempDir Path folder) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, MEGABYTES)) {
      try (ServiceProcess service = start(folder)) {
        clients(
            service,
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                awaitMore(accepted::size);
                disk.fill();
                int before = refused.size();
                await("uploads are refused")
                    .atMost(LIMIT)
                    .pollInterval(POLL)
                    .until(() -> {
                      disk.fill();
                      return refused.size() >= before + REFUSALS;
                    });
                assertAnswersSmallCalls(service.client());
                assertThat(service.client().status(READINESS)).isEqualTo(503);
                disk.empty();
                awaitRecovery(service);
              }
            });
      }
      assertKept(folder, disk);
    }
    report("full disk");
    assertRefusedWith("storage-full");
  }

  @Test
  @Timeout(600)
  void losesNothingOnAReadOnlyDisk(@TempDir Path folder) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, MEGABYTES)) {
      List<Path> open =
          Stream.of("ane-oracle.db", "ane-oracle.db-wal").map(disk.root()::resolve).toList();
      try (ServiceProcess service = start(folder)) {
        clients(
            service,
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                awaitMore(accepted::size);
                disk.forbidWriting(open);
                awaitMore(refused::size);
                assertAnswersSmallCalls(service.client());
                assertThat(service.client().status(READINESS)).isEqualTo(503);
                disk.allowWriting(open);
                awaitRecovery(service);
              }
            });
      }
      assertKept(folder, disk);
    }
    report("read-only disk");
    assertRefusedWith("storage-unavailable");
  }

  private static ServiceProcess start(Path folder) throws IOException, InterruptedException {
    return ServiceProcess.start(
        Program.quickToStart(),
        folder,
        "ane-oracle.upload.min-free-space=1MB",
        "ane-oracle.storage.reserve=0B");
  }

  /** Keeps clients uploading while something happens to the disk. */
  private void clients(ServiceProcess service, Trouble trouble) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> working = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        String name = "client %d ".formatted(number);
        Random own = new Random(number);
        working.add(threads.submit(() -> upload(service.client(), name, own)));
      }
      try {
        trouble.happen();
      } finally {
        done.set(true);
      }
      for (Future<?> client : working) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("A client had no answer: " + service.log(), e);
    }
    service.client().awaitAllEnded(LIMIT);
    Matcher unforeseen = UNFORESEEN.matcher(service.log());
    while (unforeseen.find()) {
      faults.add(unforeseen.group());
    }
  }

  private void upload(Client client, String name, Random own) {
    for (int number = 0; number < MOST_UPLOADS && !done.get(); number++) {
      try {
        Reply reply = client.upload(next(name + number, own));
        if (!reply.accepted()) {
          refused.add(reply);
          continue;
        }
        accepted.put(reply.id(), reply.json().path("model").path("digest").asString());
        if (reply.ended()) {
          finished.putIfAbsent(reply.id(), Answers.result(reply.json()));
        }
      } catch (IOException e) {
        unanswered.add(e);
      }
    }
  }

  /** A model that is new, or another evaluation of one that is there. */
  private Upload next(String name, Random own) {
    List<String> stored = accepted.values().stream().limit(1).toList();
    if (stored.isEmpty() || own.nextBoolean()) {
      Upload upload =
          Upload.raw(TestModels.network(name, own.nextInt(MOST_FILLING)), "model.mlmodel");
      return own.nextBoolean() ? upload.withHeader("Prefer", "wait=2") : upload;
    }
    return new Upload(
        HttpRequest.BodyPublishers.ofString("{\"model\":\"%s\"}".formatted(stored.getFirst())),
        Map.of(),
        Map.of("Content-Type", "application/json", "Cache-Control", "no-cache"));
  }

  private static void awaitMore(IntSupplier count) {
    int before = count.getAsInt();
    await("more answers")
        .atMost(LIMIT)
        .pollInterval(POLL)
        .until(() -> count.getAsInt() >= before + REFUSALS);
  }

  /** From the moment there is room until the node is ready and has accepted something. */
  private void awaitRecovery(ServiceProcess service) {
    long start = System.nanoTime();
    int before = accepted.size();
    await("the service works again")
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .until(() -> accepted.size() > before && service.client().ready());
    recoveries.add(Duration.ofNanos(System.nanoTime() - start));
    assertThat(service.isAlive()).isTrue();
  }

  private void assertAnswersSmallCalls(Client client) throws IOException {
    for (Map.Entry<String, Map<String, JsonNode>> one :
        finished.entrySet().stream().limit(REFUSALS).toList()) {
      Reply reply = client.evaluation(one.getKey());
      assertThat(reply.status()).as("%s", reply).isEqualTo(200);
      assertThat(Answers.result(reply.json())).isEqualTo(one.getValue());
    }
    for (String path :
        List.of(
            "/api/v1/evaluations?limit=10",
            "/api/v1/hosts",
            "/api/v1/models?limit=5",
            "/actuator/health/liveness",
            "/actuator/prometheus")) {
      assertThat(client.status(path)).as(path).isEqualTo(200);
    }
  }

  /** Compares what a service that is started again knows with what was answered before. */
  private void assertKept(Path folder, SmallDisk disk)
      throws IOException, InterruptedException, SQLException {
    try (ServiceProcess service = start(folder)) {
      service.client().awaitAllEnded(LIMIT);
      Map<String, JsonNode> known =
          service.client().evaluations().stream()
              .collect(Collectors.toMap(one -> one.path("id").asString(), Function.identity()));
      lost.addAll(accepted.keySet());
      lost.removeAll(known.keySet());
      accepted.keySet().stream()
          .filter(known::containsKey)
          .map(known::get)
          .filter(one -> !"SUCCEEDED".equals(one.path("state").asString()))
          .forEach(one -> {
            failures.incrementAndGet();
            System.out.println("did not succeed: " + one);
          });
      finished.forEach((id, result) -> {
        JsonNode now = known.get(id);
        if (now != null && !Answers.result(now).equals(result)) {
          changed.add(id);
        }
      });
    }
    KillIT.Database.SQLITE.assertIntact(disk.root());
    Stored stored = new Stored(disk.root());
    assertThat(stored.incoming()).isEmpty();
    accepted
        .values()
        .forEach(digest ->
            assertThat(stored.bundle(digest).resolve("model.mlmodel"))
                .hasDigest("SHA-256", digest.replace("sha256:", "")));
  }

  private void report(String trouble) {
    System.out.printf(
        "%s under load: rounds=%d, accepted=%d, refused=%d, unanswered=%d, failed=%d, lost=%d, changed=%d of %d,"
            + " longest recovery=%d ms%n",
        trouble,
        ROUNDS,
        accepted.size(),
        refused.size(),
        unanswered.size(),
        failures.get(),
        lost.size(),
        changed.size(),
        finished.size(),
        recoveries.stream().mapToLong(Duration::toMillis).max().orElseThrow());
  }

  private void assertRefusedWith(String problem) {
    assertThat(unanswered).as("not answered").isEmpty();
    assertThat(lost).as("accepted and lost").isEmpty();
    assertThat(changed).as("seen and changed").isEmpty();
    assertThat(failures).as("accepted and not answered").hasValue(0);
    assertThat(faults).as("not foreseen, in the service's log").isEmpty();
    assertThat(refused)
        .allSatisfy(reply -> {
          assertThat(reply.problem()).as("%s", reply).isEqualTo(problem);
          assertThat(reply.json().path("retryable").asBoolean()).isTrue();
        });
  }

  /** What happens to the disk while clients upload. */
  private interface Trouble {
    void happen() throws Exception;
  }
}
