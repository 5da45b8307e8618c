package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The packaged service on machines where the hooks cannot be proven. */
@Timeout(300)
class HooksIT {

  private static final String SELECTOR = "doEvaluateDirectWithModel:options:request:qos:error:";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MISSING       | "missing": [{"class": "_ANEClient", "selector": "%s"}]
          TYPE_MISMATCH | "encodings": [{"class": "_ANEClient", "selector": "%s", "encoding": "v24@0:8@16"}]
          """)
  void hookThatIsNotThereGivesNoVerdictAndReadinessSaysSo(String status, String script)
      throws Exception {
    Path helper =
        NativeAgent.machine(
            folder, MeasuringService.MACHINE.formatted(", " + script.formatted(SELECTOR)));
    try (MeasuringService service = MeasuringService.listening(folder, helper)) {
      JsonNode evaluation = service.evaluate(whole("unproven"));

      assertThat(evaluation.path("state").asString()).as("%s", evaluation).isEqualTo("SUCCEEDED");
      assertThat(evaluation.path("verdict").path("status").asString()).isEqualTo("UNDETERMINED");
      assertThat(evaluation.path("verdict").path("reason").asString())
          .isEqualTo("HOOKS_NOT_PROVEN");
      assertThat(evaluation.path("predictions")).isNotEmpty();
      assertThat(service.client().status("/actuator/health/readiness")).isEqualTo(503);
      assertThat(service.client().status("/actuator/health/liveness")).isEqualTo(200);
      assertThat(service.client().text("/api/v1/hosts")).contains(status, SELECTOR);
    }
  }

  /** Before the tests' time begins. */
  @BeforeAll
  static void prepare() throws Exception {
    NativeAgent.build();
    Program.quickToStart();
  }

  @Test
  void canaryThatIsNeverSeenProvesNothing() throws Exception {
    Path helper =
        NativeAgent.machine(
            folder, MeasuringService.MACHINE.replace("\"segments\"", "\"ignored\"").formatted(""));
    try (MeasuringService service = MeasuringService.listening(folder, helper)) {
      JsonNode evaluation = service.evaluate(whole("unproven"));

      assertThat(evaluation.path("verdict").path("reason").asString())
          .as("%s", evaluation)
          .isEqualTo("HOOKS_NOT_PROVEN");
      assertThat(service.client().status("/actuator/health/readiness")).isEqualTo(503);
    }
  }

  @Test
  void machineWithoutAnEngineOnlyPredicts() throws Exception {
    Path helper =
        NativeAgent.machine(
            folder,
            MeasuringService.MACHINE
                .replace("\"aneCores\": 16", "\"aneCores\": 16, \"anePresent\": false")
                .formatted(""));
    try (MeasuringService service = MeasuringService.start(folder, helper)) {
      JsonNode evaluation = service.evaluate(whole("predicted"));

      assertThat(evaluation.path("verdict").path("basis").asString())
          .as("%s", evaluation)
          .isEqualTo("PREDICTED");
    }
  }

  @Test
  void helperThatCannotStartIsTheMachinesFaultOrLeavesThePredictions() throws Exception {
    Path helper =
        NativeAgent.machine(folder, MeasuringService.MACHINE.formatted(", \"startExit\": 9"));
    try (MeasuringService service = MeasuringService.listening(folder, helper)) {
      JsonNode evaluation = service.evaluate(whole("no-helper"));

      assertThat(evaluation.path("predictions")).as("%s", evaluation).isNotEmpty();
      assertThat(evaluation.path("verdict").path("basis").asString("")).isNotEqualTo("MEASURED");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(service.process().log()).contains("helper"));
    }
  }

  private static ScriptedModel whole(String name) throws IOException {
    return ScriptedModel.simple(name).segment(List.of("x"), List.of("y"));
  }
}
