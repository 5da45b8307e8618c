package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.helper.Failure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is proven, when it is proven again, and what is not measured until then. */
class CanaryTests {

  @TempDir Path data;

  private final FakeHelpers helpers = new FakeHelpers();
  private final List<HelperMeasurer> opened = new ArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private Path canaries = Path.of("");

  @BeforeEach
  void makeCanaries() throws IOException {
    canaries = Measuring.canaries(data);
  }

  @AfterEach
  void close() {
    opened.forEach(HelperMeasurer::close);
  }

  private HelperMeasurer measurer(String boot, Duration limit) {
    HelperMeasurer measurer =
        new HelperMeasurer(
            Measuring.settings(data, limit), helpers, canaries, boot, () -> () -> {}, now::get);
    opened.add(measurer);
    measurer.begin();
    return measurer;
  }

  private HelperMeasurer measurer() {
    return measurer("boot-1", Duration.ofSeconds(20));
  }

  private Outcome measure(HelperMeasurer measurer) throws InterruptedException {
    return measurer.measure(Measuring.request(data, "m.mlmodel"), _ -> {});
  }

  private static Proof proof(HelperMeasurer measurer) {
    assertThat(measurer.capability()).isInstanceOf(Capability.CanMeasure.class);
    return ((Capability.CanMeasure) measurer.capability()).proof();
  }

  private static void awaitProven(HelperMeasurer measurer) {
    await().until(() -> proof(measurer) instanceof Proof.Proven);
  }

  private String reasonWhenNotProven() throws InterruptedException {
    HelperMeasurer measurer = measurer();
    Outcome outcome = measure(measurer);

    assertThat(helpers.models()).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Observed.class);
    Observation observation = ((Outcome.Observed) outcome).observation();
    assertThat(observation.segments()).isEmpty();
    assertThat(observation.proof()).isEqualTo(proof(measurer));
    assertThat(observation.proof()).isInstanceOf(Proof.NotProven.class);
    return ((Proof.NotProven) observation.proof()).reason();
  }

  @Test
  void provesByItselfInTheBackground() {
    HelperMeasurer measurer = measurer();

    awaitProven(measurer);

    assertThat(((Proof.Proven) proof(measurer)).runs())
        .containsExactly(
            new Proof.CanaryRun("canary-classic.mlmodel", "CPU_AND_NE", true, true, ""),
            new Proof.CanaryRun("canary-classic.mlmodel", "CPU_ONLY", false, false, ""),
            new Proof.CanaryRun("canary-program.mlpackage", "CPU_AND_NE", true, true, ""),
            new Proof.CanaryRun("canary-program.mlpackage", "CPU_ONLY", false, false, ""));
  }

  @Test
  void remembersWhatWasProvenWithinABoot() {
    HelperMeasurer first = measurer();
    awaitProven(first);
    Proof proven = proof(first);
    first.close();

    HelperMeasurer second = measurer();

    assertThat(proof(second)).isEqualTo(proven);
    assertThat(helpers.canaries()).hasSize(4);
  }

  @Test
  void provesAgainAfterABoot() {
    HelperMeasurer first = measurer();
    awaitProven(first);
    first.close();

    awaitProven(measurer("boot-2", Duration.ofSeconds(20)));

    assertThat(helpers.canaries()).hasSize(8);
  }

  @Test
  void provesAgainWhenTheFileIsDamaged() throws Exception {
    Files.writeString(data.resolve("canary.json"), "{\"of\":");

    awaitProven(measurer());

    assertThat(helpers.canaries()).hasSize(4);
  }

  @Test
  void provesOnRequest() throws Exception {
    HelperMeasurer measurer = measurer();
    awaitProven(measurer);

    Proof again = measurer.prove();

    assertThat(again).isInstanceOf(Proof.Proven.class);
    assertThat(helpers.canaries()).hasSize(8);
  }

  @Test
  void measuresNothingWhileACanaryIsNotSeen() throws Exception {
    helpers.play(helpers.serving(Talk::result, Talk::run));

    assertThat(reasonWhenNotProven())
        .contains("canary-classic.mlmodel under CPU_AND_NE was not seen on it and must be");
  }

  @Test
  void measuresNothingWhileACanaryIsSeenWhereItMustNotBe() throws Exception {
    helpers.play(
        helpers.serving(
            (talk, request) -> {
              talk.load(request);
              talk.call(request, 0, true);
              talk.result(request);
            },
            Talk::run));

    assertThat(reasonWhenNotProven())
        .contains("canary-program.mlpackage under CPU_ONLY was seen on it and must not be");
  }

  @Test
  void doesNotTakeAFailedCallForASight() throws Exception {
    helpers.play(
        helpers.serving(
            (talk, request) -> {
              talk.load(request);
              talk.call(request, 0, false);
              talk.result(request);
            },
            Talk::run));

    assertThat(reasonWhenNotProven()).contains("was not seen on it");
  }

  @Test
  void measuresNothingWhileACanaryFails() throws Exception {
    helpers.play(
        helpers.serving(
            (talk, request) -> talk.failure(request, 4, "d", 1, "no compiler"), Talk::run));

    assertThat(reasonWhenNotProven()).contains("failed: Core ML could not compile", "no compiler");
  }

  @Test
  void measuresNothingWithoutARequiredHook() throws Exception {
    helpers.play((talk, _) -> {
      talk.say(Talk.hello("true", "false", "TYPE_MISMATCH"));
      return talk.request() == null ? 2 : 0;
    });

    assertThat(reasonWhenNotProven()).contains("_ANEClient evaluate: is TYPE_MISMATCH");
  }

  @Test
  void measuresNothingWithoutItsCanaries() throws Exception {
    Files.delete(canaries.resolve("canary-classic.mlmodel"));

    assertThat(reasonWhenNotProven()).contains("canary-classic.mlmodel is missing");
  }

  @Test
  void passesTheCanariesAgainBeforeItMeasuresAfterATimeOut() throws Exception {
    helpers.serve((talk, request) -> {
      talk.phase(request, "COMPILING");
      new CountDownLatch(1).await();
    });
    HelperMeasurer measurer = measurer("boot-1", Duration.ofMillis(500));
    awaitProven(measurer);
    measure(measurer);
    helpers.serve(Talk::run);

    Outcome next = measure(measurer);

    assertThat(next).isInstanceOf(Outcome.Observed.class);
    assertThat(helpers.canaries()).hasSize(8);
  }

  @Test
  void cannotMeasureWithoutANeuralEngine() {
    helpers.play((talk, _) -> {
      talk.say(Talk.hello("false", "false", "INSTALLED"));
      return talk.request() == null ? 2 : 0;
    });

    assertThat(measurer().capability())
        .isEqualTo(
            new Capability.CannotMeasure(
                "The helper finds no Apple Neural Engine on this host, so it cannot measure."));
  }

  @Test
  void cannotMeasureOnAVirtualMac() {
    helpers.play((talk, _) -> {
      talk.say(Talk.hello("true", "true", "INSTALLED"));
      return talk.request() == null ? 2 : 0;
    });

    assertThat(measurer().capability())
        .isInstanceOfSatisfying(
            Capability.CannotMeasure.class,
            cannot -> assertThat(cannot.reason()).contains("virtual machine"));
  }

  @Test
  void waitsBeforeItStartsAHelperAgainThatDidNotStart() throws Exception {
    HelperMeasurer measurer = measurer();
    awaitProven(measurer);
    helpers.play((_, _) -> 3);
    measure(measurer);

    Outcome refused = measure(measurer);

    assertThat(refused).isInstanceOf(Outcome.MachineFault.class);
    Failure failure = ((Outcome.MachineFault) refused).failure();
    assertThat(failure.code()).isEqualTo(Code.HELPER_UNAVAILABLE);
    assertThat(failure.message())
        .contains("tried again from 1970-01-01T00:00:08Z", "exit code 3 before hello");
    helpers.serve(Talk::run);
    now.set(Instant.EPOCH.plusSeconds(8));
    assertThat(measure(measurer)).isInstanceOf(Outcome.Observed.class);
  }

  @Test
  void waitsLongerWithEachFailureButNotForever() {
    HelperSettings.Limits limits = Measuring.settings(data, Duration.ofSeconds(1)).limits();

    assertThat(List.of(limits.pause(1), limits.pause(2), limits.pause(3), limits.pause(4000)))
        .extracting(Duration::toSeconds)
        .containsExactly(8L, 16L, 20L, 20L);
  }

  @Test
  void saysWhyItCannotMeasureWhenNoHelperEverStarted() {
    helpers.play((_, program) -> {
      program.print("dyld: no such library\n");
      return 134;
    });

    assertThat(measurer().capability())
        .isInstanceOfSatisfying(
            Capability.CannotMeasure.class,
            cannot ->
                assertThat(cannot.reason())
                    .contains("died of SIGABRT before hello", "dyld: no such library"));
  }

  @Test
  void doesNotUseASpareThatDiedWhileItWaited() throws Exception {
    HelperMeasurer measurer = measurer();
    awaitProven(measurer);
    measure(measurer);
    await().until(() -> helpers.launched().getLast().isAlive());
    FakeHelpers.FakeProgram spare = helpers.launched().getLast();
    spare.kill();

    assertThat(measure(measurer)).isInstanceOf(Outcome.Observed.class);
  }

  @Test
  void hasTheNextHelperStartedBeforeItIsAskedFor() throws Exception {
    HelperMeasurer measurer = measurer();
    awaitProven(measurer);
    measure(measurer);

    int used = helpers.models().size() + helpers.canaries().size();
    await().untilAsserted(() -> assertThat(helpers.launched()).hasSize(used + 1));
    assertThat(helpers.launched()).filteredOn(FakeHelpers.FakeProgram::isAlive).hasSize(1);
  }

  @Test
  void introducesTheHelperInOneLine() {
    HelperMeasurer measurer = measurer();
    awaitProven(measurer);
    Capability.CanMeasure known = (Capability.CanMeasure) measurer.capability();

    assertThat(Introduction.of(known.helper(), known))
        .isEqualTo(
            "Helper 0.1.0 (simulated): Apple M1, ANE h13g with 16 cores, 1 of 1 hooks, canary passed");
  }
}
