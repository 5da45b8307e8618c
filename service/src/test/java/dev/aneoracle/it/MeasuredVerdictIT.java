package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Verdicts of the packaged service with the real helper against the stand-ins: the cases in which
 * ANECompat's rule is known to be right or wrong, and what else a run can show.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class MeasuredVerdictIT {

  @TempDir private static Path folder;

  private MeasuringService service;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    service = MeasuringService.start(folder);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void noCallOfTheEngineIsNone() throws IOException {
    assertStatus("NONE", ScriptedModel.simple("nothing"));
  }

  @Test
  void noCallWithTwoInputsIsNone() throws IOException {
    assertStatus(
        "NONE",
        ScriptedModel.named("nothing-of-two")
            .input("x")
            .input("z")
            .output("y")
            .layer("y", "x", "z"));
  }

  @Test
  void hookThatCameOffDuringTheRunGivesNoVerdict() throws IOException {
    JsonNode evaluation =
        service.evaluate(
            whole("detached")
                .plays(
                    "load",
                    "detach",
                    Map.of(
                        "class",
                        "_ANEClient",
                        "selector",
                        "doEvaluateDirectWithModel:options:request:qos:error:")));

    assertThat(evaluation.path("state").asString()).isEqualTo("SUCCEEDED");
    assertThat(evaluation.path("verdict").path("status").asString()).isEqualTo("UNDETERMINED");
    assertThat(evaluation.path("verdict").path("reason").asString()).isEqualTo("HOOKS_NOT_PROVEN");
    assertThat(evaluation.path("verdict").path("code").isNull()).isTrue();
  }

  @Test
  void nothingToEvaluateIsRefusedAndNoVerdict() throws IOException {
    Client.Reply reply = service.client().upload(Client.Upload.raw(new byte[0], "model.mlmodel"));

    assertThat(reply.status()).isBetween(400, 499);
    assertThat(reply.json().has("verdict")).isFalse();
  }

  @Test
  void wholeModelInOneSegmentIsFull() throws IOException {
    JsonNode evaluation = assertStatus("FULL", whole("whole"));

    assertThat(evaluation.path("segments").path(0).path("inputs").path("x").path("shape"))
        .isEqualTo(Client.JSON.readTree("[8,8,1,3,1]"));
  }

  @Test
  void chainedSegmentsAreFull() throws IOException {
    JsonNode evaluation =
        assertStatus(
            "FULL",
            ScriptedModel.named("chained")
                .input("x")
                .output("y")
                .layer("a", "x")
                .layer("y", "a")
                .segment(List.of("x"), List.of("a"))
                .segment(List.of("a"), List.of("y")));

    assertThat(evaluation.path("segments")).hasSize(2);
  }

  @Test
  void lastSegmentThatReadsWhatTheCpuMadeIsPartial() throws IOException {
    assertStatus(
        "PARTIAL",
        ScriptedModel.named("interrupted")
            .input("x")
            .output("y")
            .layer("a", "x")
            .layer("c", "a")
            .layer("y", "a", "c")
            .segment(List.of("x"), List.of("a"))
            .segment(List.of("a", "c"), List.of("y")));
  }

  @Test
  void firstOperationOnTheCpuIsPartial() throws IOException {
    assertStatus(
        "PARTIAL",
        ScriptedModel.named("first-on-cpu")
            .input("x")
            .output("y")
            .layer("c", "x")
            .layer("y", "x", "c")
            .segment(List.of("x", "c"), List.of("y")));
  }

  @Test
  void namesWithASuffixAreTheSameNames() throws IOException {
    assertStatus(
        "FULL", ScriptedModel.simple("suffixed").segment(List.of("x"), List.of("y@output")));
  }

  @Test
  void unusedOptionalInputDoesNotTakeFullAway() throws IOException {
    assertStatus(
        "FULL",
        ScriptedModel.named("optional")
            .input("x")
            .optionalInput("mask")
            .output("y")
            .layer("y", "x")
            .segment(List.of("x"), List.of("y")));
  }

  @Test
  void segmentsWithoutKeysAreDecidedByTheirSymbols() throws IOException {
    assertStatus("FULL", whole("symbols").script("runtime", "E5").with("suffix", "@output"));
  }

  @Test
  void segmentsWithoutKeysAndSymbolsAreDecidedByThePlan() throws IOException {
    JsonNode evaluation =
        service.evaluate(
            whole("planned")
                .script("runtime", "E5")
                .with("symbols", false)
                .script(
                    "plan",
                    Map.of(
                        "kind",
                        "neuralNetwork",
                        "operations",
                        List.of(
                            Map.of(
                                "name",
                                "make_y",
                                "operator",
                                "activation",
                                "inputs",
                                List.of("x"),
                                "outputs",
                                List.of("y"),
                                "supported",
                                List.of("CPU", "ANE"),
                                "preferred",
                                "ANE")))));

    assertThat(evaluation.path("verdict").path("status").asString())
        .as("%s", evaluation)
        .isEqualTo("FULL");
    assertThat(evaluation.path("verdict").path("basis").asString())
        .isEqualTo("MEASURED_AND_PLANNED");
  }

  @Test
  void planThatCrashesLeavesCoverageUnknown() throws IOException {
    JsonNode evaluation =
        service.evaluate(
            whole("plan-crashes")
                .script("runtime", "E5")
                .with("symbols", false)
                .plays("plan", "signal", Map.of("signal", "SIGABRT")));

    assertThat(evaluation.path("verdict").path("status").asString())
        .as("%s", evaluation)
        .isEqualTo("UNDETERMINED");
    assertThat(evaluation.path("verdict").path("reason").asString()).isEqualTo("COVERAGE_UNKNOWN");
  }

  @Test
  void failedCallWithFallBackIsNoneAndSaysWhy() throws IOException {
    JsonNode evaluation =
        assertStatus("NONE", whole("fell-back").with("failCall", "Program Inference error"));

    assertThat(evaluation.path("verdict").path("summary").asString())
        .contains("Program Inference error");
  }

  @Test
  void nothingIsSentToTheEngineWithCpuOnly() throws IOException {
    JsonNode evaluation =
        service
            .client()
            .upload(whole("cpu-only").upload().withParameter("computeUnits", "CPU_ONLY"))
            .json();

    assertThat(evaluation.path("verdict").path("status").asString())
        .as("%s", evaluation)
        .isEqualTo("NONE");
  }

  @Test
  void comparisonTellsEverySettingApart() throws IOException {
    JsonNode settings =
        service
            .client()
            .upload(whole("compared").upload().withParameter("compare", "true"))
            .json()
            .path("measurement")
            .path("comparison")
            .path("settings");

    assertThat(settings).as("%s", settings).isNotEmpty();
    assertThat(settings.findValuesAsString("computeUnits"))
        .contains("ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY");
  }

  @Test
  void dumpedTensorsAndLogAreServed() throws IOException {
    JsonNode evaluation =
        service.client().upload(whole("dumped").upload().withParameter("dump", "true")).json();
    String path = "/api/v1/evaluations/" + evaluation.path("id").asString();

    JsonNode artifacts = Client.JSON.readTree(service.client().text(path + "/artifacts"));
    assertThat(artifacts.findValuesAsString("name"))
        .anyMatch(name -> name.contains("input") && name.endsWith(".bin"))
        .anyMatch(name -> name.contains("output") && name.endsWith(".json"));
    assertThat(service.client().text(path + "/log")).isNotNull();
  }

  @Test
  void everyAnswerSaysThatNothingRealWasMeasured() throws IOException {
    JsonNode evaluation = assertStatus("FULL", whole("honest"));

    assertThat(evaluation.toString()).contains("simulated");
    assertThat(Client.JSON.readTree(service.client().text("/api/v1/hosts")).toString())
        .contains("\"simulated\":true");
  }

  private static ScriptedModel whole(String name) {
    return ScriptedModel.simple(name).segment(List.of("x"), List.of("y"));
  }

  private JsonNode assertStatus(String status, ScriptedModel model) throws IOException {
    JsonNode evaluation = service.evaluate(model);

    assertThat(evaluation.path("state").asString()).as("%s", evaluation).isEqualTo("SUCCEEDED");
    assertThat(evaluation.path("verdict").path("status").asString())
        .as("%s", evaluation)
        .isEqualTo(status);
    assertThat(evaluation.path("verdict").path("basis").asString())
        .as("%s", evaluation)
        .isEqualTo("MEASURED");
    return evaluation;
  }
}
