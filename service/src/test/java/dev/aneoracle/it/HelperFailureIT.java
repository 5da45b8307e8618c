package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The helper's failures as the stand-ins play them: each ends in its own code within its limit, the
 * next evaluation succeeds, and nothing is left over.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
class HelperFailureIT {

  private static final int EVALUATIONS = Integer.getInteger("ane-oracle.failures.evaluations", 500);
  private static final long SEED = Long.getLong("ane-oracle.failures.seed", 20_261_122);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration SETTLING = Duration.ofSeconds(30);

  /** The folder and the process of the one spare helper. */
  private static final int SPARES = 1;

  @TempDir private static Path folder;

  private MeasuringService service;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    String limit = LIMIT.toMillis() + "ms";
    service =
        MeasuringService.start(
            folder,
            "ane-oracle.helper.limits.compile=" + limit,
            "ane-oracle.helper.limits.load=" + limit,
            "ane-oracle.helper.limits.prediction=" + limit,
            "ane-oracle.helper.limits.late-evidence=" + limit);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  /** What is played, and what has to come of it; no code where the model still gets its verdict. */
  enum Played {
    COMPILE_FAILS("compile", "error", Map.of("text", "no such layer"), "COMPILE_ERROR"),
    COMPILE_FAILS_SILENTLY("compile", "error", Map.of("nil", true), "COMPILE_ERROR"),
    LOAD_FAILS("load", "error", Map.of("text", "Error plan build: -1"), "READ_ERROR"),
    PREDICTION_FAILS("predict", "error", Map.of("text", "out of luck"), "PREDICT_ERROR"),
    PREDICTION_RAISES("predict", "raise", Map.of("name", "NSRangeException"), "OTHER_ERROR"),
    COMPILE_CRASHES("compile", "signal", Map.of("signal", "SIGSEGV"), "HELPER_CRASHED"),
    LOAD_ABORTS("load", "signal", Map.of("signal", "SIGABRT"), "HELPER_CRASHED"),
    PREDICTION_IS_KILLED("predict", "signal", Map.of("signal", "SIGKILL"), "HELPER_CRASHED"),
    PREDICTION_EXITS("predict", "exit", Map.of("code", 0), "HELPER_CRASHED"),
    COMPILE_HANGS("compile", "hang", Map.of(), "HELPER_TIMED_OUT"),
    LOAD_HANGS("load", "hang", Map.of(), "HELPER_TIMED_OUT"),
    PREDICTION_HANGS("predict", "hang", Map.of(), "HELPER_TIMED_OUT"),
    GARBAGE_ON_STDOUT("predict", "stdout", Map.of("bytes", 3_000_000), ""),
    MESSAGE_ON_STDOUT(
        "load", "stdout", Map.of("text", "{\"type\":\"failure\",\"status\":3}\n"), ""),
    MEGABYTES_ON_STDERR("predict", "stderr", Map.of("bytes", 5_000_000), ""),
    MEMORY_GROWS("predict", "memory", Map.of("bytes", 50_000_000), ""),
    LEAVES_A_CHILD("predict", "fork", Map.of(), ""),
    LEAVES_FILES("compile", "files", Map.of("bytes", 1_000_000), ""),
    LATE_CRASH("late", "signal", Map.of("signal", "SIGSEGV"), ""),
    LATE_HANG("late", "hang", Map.of(), "");

    private final String at;
    private final String what;
    private final String details;
    private final String code;

    Played(String at, String what, Map<String, Object> details, String code) {
      this.at = at;
      this.what = what;
      this.details = Client.JSON.writeValueAsString(details);
      this.code = code;
    }

    ScriptedModel model(String name) {
      return whole(name).plays(at, what, Client.JSON.readTree(details));
    }

    boolean hangs() {
      return what.equals("hang");
    }
  }

  @ParameterizedTest
  @EnumSource
  void failureEndsInItsOwnCodeAndTheNextEvaluationSucceeds(Played played) throws IOException {
    long start = System.nanoTime();
    JsonNode evaluation = service.evaluate(played.model(played.name()));
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    JsonNode next = service.evaluate(whole("after-" + played.name()));

    assertEnded(evaluation, played);
    if (played.hangs()) {
      assertThat(taken).isBetween(LIMIT, LIMIT.plus(GRACE));
    }
    assertThat(next.path("verdict").path("status").asString()).as("%s", next).isEqualTo("FULL");
    assertNothingLeft();
  }

  @Test
  void inputOfAnUnknownKindIsTheModelsFault() throws IOException {
    JsonNode evaluation =
        service.evaluate(
            ScriptedModel.named("odd-input")
                .inputOfType("x", "unknown")
                .output("y")
                .layer("y", "x"));

    assertThat(evaluation.path("failure").path("code").asString())
        .as("%s", evaluation)
        .isEqualTo("INPUT_ERROR");
    assertThat(evaluation.path("failure").path("message").asString()).contains("x");
  }

  @Test
  void crashNamesSignalAndPhaseAndKeepsTheLog() throws IOException {
    JsonNode evaluation =
        service.evaluate(
            whole("last-words")
                .plays("predict", "stderr", Map.of("text", "the last words\n"))
                .plays("predict", "signal", Map.of("signal", "SIGSEGV")));

    assertThat(evaluation.path("failure").path("message").asString())
        .contains("SIGSEGV", "the last words");
    assertThat(
            service
                .client()
                .text("/api/v1/evaluations/" + evaluation.path("id").asString() + "/log"))
        .contains("the last words");
  }

  @Test
  void noEvaluationIsLostOrMislabelledWhenEveryThirdFails() throws IOException {
    Random random = new Random(SEED);
    List<Played> quick = Stream.of(Played.values()).filter(one -> !one.hangs()).toList();
    long descriptors = descriptors();
    Map<String, Played> failing = new TreeMap<>();
    long start = System.nanoTime();
    for (int number = 0; number < EVALUATIONS; number++) {
      Played played = number % 3 == 2 ? quick.get(random.nextInt(quick.size())) : null;
      String name = "many-" + number;
      Client.Upload upload = (played == null ? whole(name) : played.model(name)).upload();
      Client.Reply reply = service.client().upload(upload.withHeader("Prefer", "respond-async"));
      assertThat(reply.accepted()).as("%s", reply).isTrue();
      if (played != null) {
        failing.put(reply.id(), played);
      }
    }
    service.client().awaitAllEnded(Duration.ofMinutes(10));
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    Map<String, JsonNode> many = new TreeMap<>();
    service.client().evaluations().stream()
        .filter(one -> one.path("model").path("name").asString().startsWith("many-"))
        .forEach(one -> many.put(one.path("id").asString(), one));
    assertThat(many).hasSize(EVALUATIONS);
    for (Map.Entry<String, JsonNode> one : many.entrySet()) {
      assertEnded(one.getValue(), failing.get(one.getKey()));
    }
    assertNothingLeft();
    assertThat(descriptors()).as("descriptors of the service").isLessThan(descriptors + 20);
    System.out.printf(
        "helper failures: evaluations=%d, failing=%d, lost=0, mislabelled=0, took %d ms%n",
        EVALUATIONS, failing.size(), taken.toMillis());
  }

  private static void assertEnded(
      JsonNode evaluation, @org.jspecify.annotations.Nullable Played played) {
    if (played == null || played.code.isEmpty()) {
      assertThat(evaluation.path("verdict").path("status").asString())
          .as("%s: %s", played, evaluation)
          .isEqualTo("FULL");
      return;
    }
    assertThat(evaluation.path("state").asString()).as("%s", evaluation).isEqualTo("FAILED");
    assertThat(evaluation.path("failure").path("code").asString())
        .as("%s: %s", played, evaluation)
        .isEqualTo(played.code);
    assertThat(evaluation.path("verdict").isNull()).isTrue();
    assertThat(evaluation.path("failure").path("message").asString()).isNotBlank();
  }

  private void assertNothingLeft() {
    await("helpers, children and folders are gone but for the spare")
        .atMost(SETTLING)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> {
          assertThat(NativeAgent.processes(service.helper())).isLessThanOrEqualTo(SPARES);
          assertThat(service.helperFolders()).hasSizeLessThanOrEqualTo(SPARES);
        });
  }

  private long descriptors() throws IOException {
    Path open = Path.of("/proc", Long.toString(service.process().pid()), "fd");
    try (Stream<Path> all = Files.list(open)) {
      return all.count();
    }
  }

  private static ScriptedModel whole(String name) {
    return ScriptedModel.simple(name).segment(List.of("x"), List.of("y"));
  }
}
