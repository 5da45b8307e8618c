package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.it.Client.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service and its helper killed while they measure. */
@Timeout(300)
class HelperKillIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SHORT = "ane-oracle.helper.limits.prediction=3s";

  @TempDir private Path folder;

  /** Before the tests' time begins. */
  @BeforeAll
  static void prepare() throws Exception {
    NativeAgent.build();
    Program.quickToStart();
  }

  @Test
  void helperEndsWithItsServiceAndTheEvaluationIsTakenUpAgain() throws Exception {
    Path helper = NativeAgent.machine(folder, MeasuringService.MACHINE.formatted(""));
    String id;
    try (MeasuringService service = MeasuringService.start(folder, helper)) {
      Reply reply =
          service.client().upload(hanging().upload().withHeader("Prefer", "respond-async"));
      id = reply.id();
      awaitPrediction(service, id);

      service.process().kill();
    }
    await("the helpers have ended")
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(NativeAgent.processes(helper)).isZero());
    try (MeasuringService service = MeasuringService.start(folder, helper, SHORT)) {
      service.client().awaitAllEnded(LIMIT);

      Reply ended = service.client().evaluation(id);
      assertThat(ended.json().path("failure").path("code").asString())
          .as("%s", ended.json())
          .isEqualTo("HELPER_TIMED_OUT");
      await("nothing is left but the spare")
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(service.helperFolders()).hasSizeLessThanOrEqualTo(1));
    }
  }

  @Test
  void killedHelperIsTheHelpersFailureAndTheNextEvaluationSucceeds() throws Exception {
    try (MeasuringService service = MeasuringService.start(folder)) {
      Reply reply =
          service.client().upload(hanging().upload().withHeader("Prefer", "respond-async"));
      awaitPrediction(service, reply.id());

      NativeAgent.kill(service.helper());
      service.client().awaitAllEnded(LIMIT);

      Reply ended = service.client().evaluation(reply.id());
      assertThat(ended.json().path("failure").path("code").asString())
          .as("%s", ended.json())
          .isEqualTo("HELPER_CRASHED");
      assertThat(ended.json().path("failure").path("message").asString()).contains("SIGKILL");
      assertThat(
              service
                  .evaluate(ScriptedModel.simple("next").segment(List.of("x"), List.of("y")))
                  .path("verdict")
                  .path("status")
                  .asString())
          .isEqualTo("FULL");
    }
  }

  private static ScriptedModel hanging() {
    return ScriptedModel.simple("hanging")
        .segment(List.of("x"), List.of("y"))
        .plays("predict", "hang");
  }

  private static void awaitPrediction(MeasuringService service, String id) {
    await("the prediction runs")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            service
                .client()
                .evaluation(id)
                .json()
                .path("phase")
                .asString("")
                .equals("RUNNING_PREDICTION"));
  }
}
