package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.helper.Failure.Code;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the supervision of helpers that are real processes and misbehave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelperProcessTests {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Path data = Path.of("");

  @SuppressWarnings("NullAway.Init") // made before all tests
  private HelperMeasurer measurer;

  private int descriptors = Integer.MAX_VALUE;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    measurer = start(folder, folder);
    measurer.prove();
    leavesOnlyTheSpare();
    descriptors = descriptors();
  }

  private static HelperMeasurer start(Path data, Path control) throws IOException {
    return HelperMeasurer.start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            FakeHelperMain.class.getName(),
            control.toString()),
        Measuring.canaries(data),
        "boot-1",
        Measuring.settings(data, Duration.ofMillis(700)),
        Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    measurer.close();
    assertThat(data.resolve("helpers")).isEmptyDirectory();
    assertThat(threads()).isEmpty();
    await().untilAsserted(() -> assertThat(processes()).isEmpty());
  }

  private Outcome measure(String model) throws InterruptedException {
    return measurer.measure(Measuring.request(data, model + ".mlmodel"), _ -> {});
  }

  private void succeeds() throws InterruptedException {
    Outcome outcome = measure("good");
    assertThat(outcome).isInstanceOf(Outcome.Observed.class);
    assertThat(((Outcome.Observed) outcome).observation().segments()).hasSize(1);
  }

  /** What may be left is the spare: its folder, its process and its two threads. */
  private void leavesOnlyTheSpare() throws InterruptedException {
    succeeds();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(data.resolve("helpers").toFile().list()).hasSize(1);
          assertThat(processes()).hasSize(1);
          assertThat(threads())
              .hasSize(3)
              .allMatch(name -> name.matches("helper-(canary|std(out|err)-.*)"));
          assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
        });
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("helper-"))
        .toList();
  }

  private static List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(handle ->
            handle.parent().filter(ProcessHandle.current()::equals).isPresent()
                || handle.info().commandLine().orElse("").endsWith("sleep 86421"))
        .toList();
  }

  /**
   * Pipes and files of helpers; sockets belong to what other tests left running in this process.
   */
  private int descriptors() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return (int) open.filter(this::isOfAHelper).count();
    }
  }

  private boolean isOfAHelper(Path descriptor) {
    try {
      String open = Files.readSymbolicLink(descriptor).toString();
      return open.startsWith("pipe:") || open.startsWith(data.toString());
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "crash-COMPILING, HELPER_CRASHED, SIGSEGV during COMPILING",
    "crash-LOADING, HELPER_CRASHED, SIGSEGV during LOADING",
    "crash-RUNNING_PREDICTION, HELPER_CRASHED, about to fail in RUNNING_PREDICTION",
    "hang-COMPILING, HELPER_TIMED_OUT, during COMPILING",
    "hang-LOADING, HELPER_TIMED_OUT, during LOADING",
    "hang-RUNNING_PREDICTION, HELPER_TIMED_OUT, during RUNNING_PREDICTION",
    "garbage, HELPER_PROTOCOL, not JSON",
    "megabyte-line, HELPER_PROTOCOL, longer than 1048576 bytes",
    "half-a-line, HELPER_PROTOCOL, ended within a line",
    "half-a-line-by-signal, HELPER_CRASHED, SIGSEGV",
    "not-utf-8, HELPER_PROTOCOL, not UTF-8",
    "unknown-type, HELPER_PROTOCOL, unknown type",
    "wrong-id, HELPER_PROTOCOL, another request",
    "no-answer, HELPER_CRASHED, exit code 0 during COMPILING",
    "grandchild-then-crash, HELPER_CRASHED, SIGSEGV",
    "grandchild-then-hang, HELPER_TIMED_OUT, during LOADING"
  })
  void namesWhatTheHelperDidAndGoesOn(String model, Code code, String words) throws Exception {
    Outcome outcome = measure(model);

    assertThat(outcome).isInstanceOf(Outcome.HelperFailed.class);
    Failure failure = ((Outcome.HelperFailed) outcome).failure();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).contains(words);
    leavesOnlyTheSpare();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "result-then-hang",
        "result-then-crash",
        "grandchild",
        "megabytes-on-stderr",
        "files"
      })
  void losesNothingToWhatTheHelperLeaves(String model) throws Exception {
    Outcome outcome = measure(model);

    assertThat(outcome).isInstanceOf(Outcome.Observed.class);
    assertThat(((Outcome.Observed) outcome).observation().segments()).hasSize(1);
    leavesOnlyTheSpare();
  }

  @Test
  void killsTheHelperOfAnInterruptedMeasurement() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Outcome> task =
        new FutureTask<>(() ->
            measurer.measure(
                Measuring.request(data, "hang-LOADING.mlmodel"), _ -> begun.countDown()));
    Thread thread = Thread.ofPlatform().start(task);
    begun.await();

    thread.interrupt();
    thread.join();

    leavesOnlyTheSpare();
  }

  @ParameterizedTest
  @CsvSource({"exit, exit code 3 before hello"})
  void saysWhyNoHelperStarts(String start, String words, @TempDir Path other) throws Exception {
    Files.writeString(other.resolve("start"), start);

    try (HelperMeasurer broken = start(other, other)) {
      assertThat(broken.capability())
          .isInstanceOfSatisfying(
              Capability.CannotMeasure.class,
              cannot -> assertThat(cannot.reason()).contains(words));
    }
    assertThat(other.resolve("helpers")).isEmptyDirectory();
  }

  @Test
  void endsAStartThatIsUnderWayWhenItCloses(@TempDir Path other) throws Exception {
    HelperSettings settings = Measuring.settings(other, Duration.ofSeconds(1));
    Helpers helpers =
        new Helpers(
            settings, new ProcessLauncher(List.of("/bin/sleep", "86421")), Clock.systemUTC());
    helpers.prepare();
    await().until(() -> other.resolve("helpers").toFile().list() != null);

    helpers.close();

    assertThat(other.resolve("helpers")).isEmptyDirectory();
  }

  @Test
  void givesAHelperACleanEnvironmentInItsOwnFolder(@TempDir Path other) throws Exception {
    HelperHome home = HelperHome.create(other);
    HelperProgram program = new ProcessLauncher(List.of("/usr/bin/env")).launch(home);

    String environment = new String(program.output().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(environment.lines().map(line -> line.substring(0, line.indexOf('='))))
        .contains("PATH", "LANG", "HOME", "CFFIXED_USER_HOME", "TMPDIR", "TMP")
        .allMatch(name ->
            List.of(
                    "PATH",
                    "LANG",
                    "HOME",
                    "CFFIXED_USER_HOME",
                    "TMPDIR",
                    "TMP",
                    "__CF_USER_TEXT_ENCODING")
                .contains(name));
    assertThat(environment).contains("HOME=" + home.root() + File.separator + "home");
  }

  @Test
  void killsTheHelpersOfAnEarlierRunAndDeletesTheirFolders(@TempDir Path other) throws Exception {
    Path folder = other.resolve("helpers");
    Process orphan = new ProcessBuilder("/bin/sleep", "86421").start();
    HelperHome home = HelperHome.create(folder);
    Files.writeString(home.temporary().resolve("left"), "x");
    Leftovers.note(home, orphan.pid());

    Leftovers.sweep(folder);

    assertThat(orphan.waitFor()).isEqualTo(137);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void sparesAProcessThatOnlyHasTheNumberOfAnEarlierHelper(@TempDir Path other) throws Exception {
    Path folder = other.resolve("helpers");
    Process stranger = new ProcessBuilder("/bin/sleep", "86421").start();
    try {
      HelperHome home = HelperHome.create(folder);
      Files.writeString(home.root().resolve("pid"), stranger.pid() + " 1000");

      Leftovers.sweep(folder);

      assertThat(stranger.isAlive()).isTrue();
      assertThat(folder).isEmptyDirectory();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }
}
