package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.helper.Failure.Code;
import dev.aneoracle.helper.MeasurementRequest.CacheUse;
import dev.aneoracle.helper.MeasurementRequest.PlanWhen;
import dev.aneoracle.placement.SegmentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests measurements by helpers that play scripts in memory. */
class HelperMeasurerTests {

  @TempDir Path data;

  private final FakeHelpers helpers = new FakeHelpers();
  private Path canaries = Path.of("");
  private final List<HelperMeasurer> opened = new ArrayList<>();

  @BeforeEach
  void makeCanaries() throws IOException {
    canaries = Measuring.canaries(data);
  }

  @AfterEach
  void closesWithoutLeavings() throws Exception {
    opened.forEach(HelperMeasurer::close);
    opened.forEach(HelperMeasurer::close);
    for (FakeHelpers.FakeProgram program : helpers.launched()) {
      assertThat(program.isAlive()).isFalse();
      program.join();
    }
    if (Files.exists(data.resolve("helpers"))) {
      assertThat(data.resolve("helpers")).isEmptyDirectory();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("helper-"))
        .isEmpty();
  }

  private HelperMeasurer measurer(Duration limit) {
    HelperMeasurer measurer =
        new HelperMeasurer(
            Measuring.settings(data, limit),
            helpers,
            canaries,
            "boot-1",
            () -> () -> {},
            () -> Instant.EPOCH);
    opened.add(measurer);
    measurer.begin();
    return measurer;
  }

  private HelperMeasurer measurer() {
    return measurer(Duration.ofSeconds(20));
  }

  private Outcome measure(MeasurementRequest request) throws InterruptedException {
    return measurer().measure(request, _ -> {});
  }

  private Outcome measure() throws InterruptedException {
    return measure(Measuring.request(data, "m.mlmodel"));
  }

  private static Observation observation(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Observed.class);
    return ((Outcome.Observed) outcome).observation();
  }

  private static Failure helperFailure(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.HelperFailed.class);
    return ((Outcome.HelperFailed) outcome).failure();
  }

  @Test
  void observesWhatTheHooksSaw() throws Exception {
    Observation seen = observation(measure());

    assertThat(seen.hooksIntact()).isTrue();
    assertThat(seen.helper().digest()).isEqualTo("sha256:fake");
    assertThat(seen.proof()).isInstanceOf(Proof.Proven.class);
    assertThat(seen.engineClass()).isEqualTo("E");
    assertThat(seen.timings()).isEqualTo(new Timings(1, 2, List.of(3L)));
    assertThat(seen.evidence()).extracting(Evidence::kind).containsExactly("threads");
    assertThat(seen.segments())
        .singleElement()
        .satisfies(segment -> {
          assertThat(segment.calls()).isEqualTo(1);
          assertThat(segment.nanoseconds()).isEqualTo(7);
          assertThat(segment.engine()).isEqualTo(ObservedSegment.Origin.CLASSIC);
          assertThat(segment.stack()).containsExactly("a", "b");
          assertThat(segment.key())
              .isEqualTo(
                  new SegmentKey(
                      0,
                      Map.of("image", new SegmentKey.Extent(List.of(28L, 28L, 1L, 1L, 1L))),
                      Map.of("p", new SegmentKey.Extent(List.of(1L, 1L, 1L, 10L, 1L)))));
        });
  }

  @Test
  void tellsEachPhaseAsItBegins() throws Exception {
    List<Measurer.Phase> phases = new ArrayList<>();

    measurer().measure(Measuring.request(data, "m.mlmodel"), phases::add);

    assertThat(phases)
        .containsExactly(
            Measurer.Phase.COMPILING, Measurer.Phase.LOADING, Measurer.Phase.RUNNING_PREDICTION);
  }

  @Test
  void asksAnotherHelperForThePlanWhileTheCompiledModelIsStillThere() throws Exception {
    helpers.serve((talk, request) -> {
      if (Talk.field(request, "type").equals("plan")) {
        assertThat(helpers.homes().get(helpers.homes().size() - 2).root()).exists();
        talk.phase(request, "PLANNING");
        talk.operation(request);
        talk.planned(request);
        talk.evidence(request, "analytics");
      } else {
        talk.run(request);
      }
    });

    Observation seen =
        observation(
            measure(
                Measuring.request(
                    data, "m.mlmodel", Measuring.with(PlanWhen.ALWAYS, CacheUse.COLD))));

    assertThat(helpers.models()).hasSize(2);
    assertThat(helpers.models().getLast()).contains("\"compiledModelPath\":\"/c.mlmodelc\"");
    assertThat(seen.planFailure()).isNull();
    assertThat(seen.plan())
        .isEqualTo(
            new Plan(
                List.of(
                    new Plan.Row(
                        Plan.Source.COMPUTE_PLAN,
                        null,
                        null,
                        "c",
                        "conv",
                        List.of("p"),
                        List.of("CPU", "ANE"),
                        "ANE",
                        0.5,
                        Map.of("GPU", "no")))));
    assertThat(seen.evidence()).extracting(Evidence::kind).containsExactly("threads", "analytics");
  }

  @Test
  void keepsWhatWasSeenWhenThePlanFails() throws Exception {
    helpers.serve((talk, request) -> {
      if (!Talk.field(request, "type").equals("plan")) {
        talk.run(request);
      }
    });

    Observation seen =
        observation(
            measure(
                Measuring.request(
                    data, "m.mlmodel", Measuring.with(PlanWhen.ALWAYS, CacheUse.COLD))));

    assertThat(seen.segments()).hasSize(1);
    assertThat(seen.plan()).isNull();
    assertThat(seen.planFailure()).contains("exit code 0 before its first phase");
  }

  @Test
  void asksForNoPlanWhereNoneIsNeeded() throws Exception {
    observation(measure());

    assertThat(helpers.models()).hasSize(1);
  }

  @Test
  void comparesAllSettingsAndLosesOnlyTheOneThatFails() throws Exception {
    helpers.serve((talk, request) -> {
      if (Talk.field(request, "computeUnits").equals("CPU_AND_GPU")) {
        talk.failure(request, 6, "d", 1, "no GPU");
      } else {
        talk.run(request);
      }
    });

    Observation seen =
        observation(measure(Measuring.request(data, "m.mlmodel", Measuring.compared())));

    assertThat(seen.settings())
        .extracting(SettingRun::computeUnits)
        .containsExactly("ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY");
    assertThat(seen.settings())
        .extracting(run -> run.segments().size())
        .containsExactly(1, 1, 0, 0);
    assertThat(seen.settings())
        .extracting(run -> run.failure() == null ? "" : run.failure().code().name())
        .containsExactly("", "", "PREDICT_ERROR", "");
    assertThat(helpers.models().subList(1, 5))
        .allSatisfy(request -> assertThat(request).contains("\"predictions\":10"));
  }

  @Test
  void passesTheSettingsOnToTheHelper() throws Exception {
    measure(Measuring.request(data, "m.mlmodel", Measuring.compared()));

    assertThat(helpers.models().getFirst())
        .contains("\"modelPath\":\"" + data.resolve("m.mlmodel") + "\"")
        .contains("\"optionals\":\"ABSENT\"", "\"engine\":\"CLASSIC\"", "\"predictions\":1,")
        .contains(
            "\"dumpDirectory\":\"" + data.resolve("evaluations/e1/artifacts") + "\"",
            "\"dumpLimitBytes\":3145728");
    assertThat(data.resolve("evaluations/e1/artifacts")).isDirectory();
  }

  @Test
  void givesAColdHelperAHomeOfItsOwnAndAWarmOneTheSharedOne() throws Exception {
    measure(Measuring.request(data, "m.mlmodel", Measuring.with(PlanWhen.NEEDED, CacheUse.WARM)));

    Stream<Path> shared = helpers.homes().stream().map(HelperHome::home);
    assertThat(shared).filteredOn(home -> home.equals(data.resolve("warm"))).hasSize(1);
    assertThat(helpers.homes().stream().map(HelperHome::root)).doesNotHaveDuplicates();
  }

  @Test
  void chargesTheModelWithWhatTheHelperReports() throws Exception {
    helpers.serve((talk, request) -> talk.failure(request, 4, "com.apple.CoreML", 9, "no"));

    Outcome outcome = measure();

    assertThat(outcome).isInstanceOf(Outcome.ModelFailed.class);
    assertThat(((Outcome.ModelFailed) outcome).failure().code()).isEqualTo(Code.COMPILE_ERROR);
  }

  @ParameterizedTest
  @CsvSource({"COMPILING", "LOADING", "RUNNING_PREDICTION", "PLANNING"})
  void killsAHelperThatHangsAndNamesPhaseAndLimit(String phase) throws Exception {
    helpers.serve((talk, request) -> {
      talk.phase(request, phase);
      new CountDownLatch(1).await();
    });

    Failure failure =
        helperFailure(
            measurer(Duration.ofMillis(100))
                .measure(Measuring.request(data, "m.mlmodel"), _ -> {}));

    assertThat(failure.code()).isEqualTo(Code.HELPER_TIMED_OUT);
    assertThat(failure.message()).contains("during " + phase, "0.1s");
  }

  @Test
  void namesExitPhaseAndLastLinesOfAHelperThatDies() throws Exception {
    helpers.play((talk, program) -> {
      talk.hello();
      String request = talk.request();
      if (request == null) {
        return 2;
      }
      if (Talk.isCanary(request)) {
        talk.run(request);
        return 0;
      }
      talk.phase(request, "LOADING");
      program.print("one\ntwo\nthe end\n");
      return 139;
    });

    Failure failure = helperFailure(measure());

    assertThat(failure.code()).isEqualTo(Code.HELPER_CRASHED);
    assertThat(failure.message()).contains("SIGSEGV", "during LOADING", "two | the end");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"type\":\"dance\"}; unknown type",
        "garbage; not JSON",
        "[]; no object",
        "{\"type\":\"phase\",\"id\":\"other\",\"name\":\"LOADING\"}; another request",
        "{\"type\":\"phase\",\"id\":\"e1-CPU_AND_NE\"}; is missing"
      })
  void saysWhatCannotBeUnderstood(String line, String complaint) throws Exception {
    helpers.serve((talk, request) -> talk.say(line));

    Failure failure = helperFailure(measure());

    assertThat(failure.code()).isEqualTo(Code.HELPER_PROTOCOL);
    assertThat(failure.message()).contains(complaint, "before its first phase");
  }

  @Test
  void losesOnlyLateEvidenceToAHangAfterTheResult() throws Exception {
    helpers.serve((talk, request) -> {
      talk.run(request);
      new CountDownLatch(1).await();
    });

    assertThat(observation(measure()).evidence()).hasSize(1);
  }

  @Test
  void losesOnlyLateEvidenceToNonsenseAfterTheResult() throws Exception {
    helpers.serve((talk, request) -> {
      talk.run(request);
      talk.say("oops");
    });

    assertThat(observation(measure()).segments()).hasSize(1);
  }

  @Test
  void killsTheHelperWhenTheThreadIsInterrupted() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    helpers.serve((talk, request) -> {
      hangs.countDown();
      new CountDownLatch(1).await();
    });
    HelperMeasurer measurer = measurer();
    FutureTask<String> task =
        new FutureTask<>(() -> {
          try {
            return String.valueOf(measurer.measure(Measuring.request(data, "m.mlmodel"), _ -> {}));
          } catch (InterruptedException e) {
            return "interrupted";
          }
        });
    Thread thread = Thread.ofPlatform().start(task);
    hangs.await();

    thread.interrupt();

    assertThat(task.get()).isEqualTo("interrupted");
    helpers.serve((talk, request) -> talk.run(request));
    measurer.measure(Measuring.request(data, "m.mlmodel"), _ -> {});
  }

  @Test
  void keepsTheLogOfTheHelperWithinItsLimit() throws Exception {
    helpers.play((talk, program) -> {
      talk.hello();
      String request = talk.request();
      if (request == null) {
        return 2;
      }
      program.print("begin\n" + "x".repeat(200_000) + "\nend\n");
      talk.say("{\"type\":\"log\",\"level\":\"WARN\",\"text\":\"watch out\"}");
      talk.run(request);
      return 0;
    });

    observation(measure());

    String log = Files.readString(data.resolve("evaluations/e1/helper.log"));
    assertThat(log)
        .startsWith("--- evaluate CPU_AND_NE\n")
        .contains("begin", "bytes left out", "WARN watch out")
        .hasSizeLessThan(70_000);
  }

  @Test
  void saysThatTheEvaluationsFolderCannotBeMade() throws Exception {
    Files.writeString(data.resolve("evaluations"), "in the way");

    Outcome outcome = measure();

    assertThat(outcome).isInstanceOf(Outcome.MachineFault.class);
    assertThat(((Outcome.MachineFault) outcome).failure().code())
        .isEqualTo(Code.HELPER_UNAVAILABLE);
  }
}
