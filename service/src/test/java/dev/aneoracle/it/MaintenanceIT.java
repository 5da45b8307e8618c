package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.it.Client.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An update of the machine's system: maintenance, a restart, and its end. */
@Timeout(300)
class MaintenanceIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    NativeAgent.assume();
    Program.quickToStart();
  }

  @Test
  void whatIsMeasuredEndsAndTheRestWaitsUntilAfterTheRestart() throws Exception {
    Path helper = NativeAgent.machine(folder, MeasuringService.MACHINE.formatted(""));
    Reply waiting;
    try (MeasuringService service = MeasuringService.start(folder, helper)) {
      Client client = service.client();
      Reply measured = submit(client, ScriptedModel.slow("measured", 2_000));
      await("it is measured")
          .atMost(LIMIT)
          .until(() -> service.process().log().contains("phase=\"RUNNING_PREDICTION\""));

      assertThat(client.maintenance("PUT")).isEqualTo(200);
      assertThat(client.maintenance()).isEqualTo("FINISHING");
      waiting = submit(client, ScriptedModel.slow("waiting", 1));
      await("nothing is measured").atMost(LIMIT).until(() -> idle(client));

      assertThat(state(client, measured)).isEqualTo("SUCCEEDED");
      assertThat(state(client, waiting)).isEqualTo("QUEUED");
      assertThat(client.ready()).isTrue();
      service.process().terminate();
      service.process().awaitEnd();
    }
    try (MeasuringService service = MeasuringService.start(folder, helper)) {
      Client client = service.client();
      assertThat(idle(client)).isTrue();
      assertThat(state(client, waiting)).isEqualTo("QUEUED");

      assertThat(client.maintenance("DELETE")).isEqualTo(204);
      client.awaitAllEnded(LIMIT);

      assertThat(state(client, waiting)).isEqualTo("SUCCEEDED");
    }
  }

  private static boolean idle(Client client) throws Exception {
    return client.maintenance().equals("IDLE");
  }

  private static Reply submit(Client client, ScriptedModel model) throws Exception {
    Reply reply = client.upload(model.upload().withHeader("Prefer", "respond-async"));
    assertThat(reply.accepted()).as("%s", reply).isTrue();
    return reply;
  }

  private static String state(Client client, Reply submitted) throws Exception {
    return client.evaluation(submitted.id()).json().path("state").asString();
  }
}
