package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.PostgresServer;
import dev.aneoracle.it.Client.Answers;
import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Kills the service again and again while clients upload. What it acknowledged is there afterwards
 * and ends; an answer that anyone has seen stays as it was.
 */
class KillIT {

  private static final long SEED = Long.getLong("ane-oracle.kill.seed", 20_261_122);

  /** Every so many rounds the service is killed once more while it starts. */
  private static final int ALSO_WHILE_STARTING = 5;

  private static final int CLIENTS = 4;
  private static final int MOST_UPLOADS = 1_000;
  private static final int MOST_UPLOADS_BEFORE_KILL = 60;
  private static final int MOST_MILLISECONDS_BEFORE_KILL = 60;
  private static final int MOST_FILLING = 200_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Random random = new Random(SEED);
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, Map<String, JsonNode>> finished = new ConcurrentHashMap<>();
  private final Set<String> lost = new HashSet<>();
  private final Set<String> changed = new HashSet<>();
  private final Queue<Reply> refused = new ConcurrentLinkedQueue<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private int killsWhileStarting;
  private int unused;

  @ParameterizedTest
  @EnumSource(Database.class)
  @Timeout(5_400)
  void nothingAcknowledgedIsLostAndNoAnswerChanges(Database database, @TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    int rounds = database.rounds();
    String[] settings = database.settings();
    Program program = Program.quickToStart();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor()) {
      for (int round = 0; round < rounds; round++) {
        if (round % ALSO_WHILE_STARTING == ALSO_WHILE_STARTING - 1) {
          killWhileStarting(program, folder, settings, killer);
        }
        try (ServiceProcess service = ServiceProcess.start(program, folder, settings)) {
          if (round > 0) {
            check(service);
          }
          uploadUntilKilled(service, round, clients, killer);
        }
      }
    }
    try (ServiceProcess service = ServiceProcess.start(program, folder, settings)) {
      check(service);
      awaitNoUnusedModels(service);
    }

    report(database);
    assertThat(lost).as("acknowledged and lost").isEmpty();
    assertThat(changed).as("seen and changed").isEmpty();
    assertThat(refused).as("refused").isEmpty();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(rounds);
    database.assertIntact(data);
    acknowledged.values().forEach(digest -> assertStored(new Stored(data), digest));
  }

  private void uploadUntilKilled(
      ServiceProcess service, int round, ExecutorService clients, ScheduledExecutorService killer)
      throws InterruptedException, ExecutionException {
    AtomicInteger uploads = new AtomicInteger();
    List<Future<?>> working = new ArrayList<>();
    for (int number = 0; number < CLIENTS; number++) {
      String name = "round %d client %d ".formatted(round, number);
      Random own = new Random(random.nextLong());
      Client client = service.client();
      working.add(clients.submit(() -> upload(service, client, name, own, uploads)));
    }
    int before = random.nextInt(MOST_UPLOADS_BEFORE_KILL);
    await("uploads before the kill")
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> uploads.get() >= before || !refused.isEmpty());
    killer
        .schedule(
            service::kill, random.nextInt(MOST_MILLISECONDS_BEFORE_KILL), TimeUnit.MILLISECONDS)
        .get();
    for (Future<?> client : working) {
      client.get();
    }
  }

  private void upload(
      ServiceProcess service, Client client, String name, Random own, AtomicInteger uploads) {
    for (int number = 0; number < MOST_UPLOADS && service.isAlive(); number++) {
      Reply reply;
      try {
        reply = client.upload(next(name + number, own));
      } catch (IOException killed) {
        return;
      }
      if (!reply.accepted()) {
        refused.add(reply);
        return;
      }
      acknowledged.put(reply.id(), reply.json().path("model").path("digest").asString());
      if (reply.ended()) {
        finished.putIfAbsent(reply.id(), Answers.result(reply.json()));
      }
      uploads.incrementAndGet();
    }
  }

  private static Upload next(String name, Random own) {
    Upload upload =
        own.nextInt(3) == 0
            ? Upload.raw(modelPackage(name), "model.mlpackage.zip")
            : Upload.raw(TestModels.network(name, own.nextInt(MOST_FILLING)), "model.mlmodel");
    return own.nextBoolean() ? upload.waiting() : upload;
  }

  private static byte[] modelPackage(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      Map<String, byte[]> files =
          Map.of(
              "Manifest.json", TestModels.manifest().getBytes(StandardCharsets.UTF_8),
              "Data/com.apple.CoreML/model.mlmodel", TestModels.program(name),
              "Data/com.apple.CoreML/weights/weight.bin", new byte[1 << 14]);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry("model.mlpackage/" + file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void killWhileStarting(
      Program program, Path folder, String[] settings, ScheduledExecutorService killer)
      throws IOException, InterruptedException, ExecutionException {
    long usual = recoveries.stream().mapToLong(Duration::toMillis).max().orElse(1_000);
    try (ServiceProcess service = ServiceProcess.launch(program, folder, settings)) {
      killer.schedule(service::kill, random.nextLong(usual), TimeUnit.MILLISECONDS).get();
    }
    killsWhileStarting++;
  }

  /** Compares what a service that was just started again knows with what was seen before. */
  private void check(ServiceProcess service) throws IOException {
    recoveries.add(service.age());
    Stored stored = new Stored(service.dataDirectory());
    // A model that no evaluation is of goes through that folder when it is removed.
    await("nothing of the uploads that were cut off is left")
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(stored.incoming()).isEmpty());
    Client client = service.client();
    client.awaitAllEnded(LIMIT);
    Map<String, JsonNode> known =
        client.evaluations().stream()
            .collect(Collectors.toMap(one -> one.path("id").asString(), Function.identity()));
    for (String id : acknowledged.keySet()) {
      JsonNode now = known.get(id);
      if (now == null) {
        lost.add(id);
        continue;
      }
      assertThat(now.path("state").asString()).as("%s", now).isEqualTo("SUCCEEDED");
      Map<String, JsonNode> result = Answers.result(now);
      Map<String, JsonNode> before = finished.putIfAbsent(id, result);
      if (before != null && !before.equals(result)) {
        changed.add(id);
      }
    }
    unused += service.removedModels();
  }

  /** A model that was stored a moment before a kill goes with the next start. */
  private static void awaitNoUnusedModels(ServiceProcess service) throws IOException {
    Set<String> used =
        service.client().evaluations().stream()
            .map(one -> one.path("model").path("digest").asString())
            .collect(Collectors.toSet());
    Stored stored = new Stored(service.dataDirectory());
    await("models without an evaluation are removed")
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(stored.bundles()).hasSameSizeAs(used));
  }

  private static void assertStored(Stored stored, String digest) {
    Path bundle = stored.bundle(digest);
    assertThat(bundle.resolve("bundle.json")).isNotEmptyFile();
    Path single = bundle.resolve("model.mlmodel");
    if (Files.exists(single)) {
      assertThat(single).hasDigest("SHA-256", digest.replace("sha256:", ""));
    } else {
      assertThat(bundle.resolve("model.mlpackage/Data/com.apple.CoreML/weights/weight.bin"))
          .hasSize(1 << 14);
    }
  }

  private void report(Database database) {
    List<Duration> sorted = recoveries.stream().sorted().toList();
    System.out.printf(
        "kill -9 under load on %s: rounds=%d, also while starting=%d, accepted=%d, lost=%d,"
            + " changed=%d, models without an evaluation=%d, median recovery=%d ms, longest=%d"
            + " ms%n",
        database,
        database.rounds(),
        killsWhileStarting,
        acknowledged.size(),
        lost.size(),
        changed.size(),
        unused,
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.getLast().toMillis());
  }

  /** What the service keeps its evaluations in. */
  enum Database {
    SQLITE {
      @Override
      int rounds() {
        return Integer.getInteger("ane-oracle.kill.rounds", 10);
      }

      @Override
      String[] settings() {
        return new String[0];
      }

      @Override
      void assertIntact(Path data) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ane-oracle.db"));
            Statement statement = connection.createStatement();
            ResultSet answer = statement.executeQuery("pragma integrity_check")) {
          assertThat(answer.getString(1)).isEqualTo("ok");
        }
      }
    },
    POSTGRESQL {
      @Override
      int rounds() {
        return Integer.getInteger("ane-oracle.kill.rounds.postgresql", 5);
      }

      @Override
      String[] settings() {
        return new String[] {"spring.datasource.url=" + PostgresServer.running().newDatabase()};
      }

      @Override
      void assertIntact(Path data) {
        assertThat(data.resolve("ane-oracle.db")).doesNotExist();
      }
    };

    abstract int rounds();

    abstract String[] settings();

    abstract void assertIntact(Path data) throws SQLException;
  }
}
