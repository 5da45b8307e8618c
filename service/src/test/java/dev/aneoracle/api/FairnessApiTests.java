package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.helper.MeasurementRequest;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Outcome;
import dev.aneoracle.helper.Proof;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** One box sweeps, another asks once, and there is one helper. */
@TokenServiceTest
@Import(FairnessApiTests.Helper.class)
class FairnessApiTests {

  private static final int SWEEP = 200;
  private static final String AUTHORIZATION = "Authorization";

  private final Api api;
  private final Held measurer;

  FairnessApiTests(@LocalServerPort int port, Held measurer) {
    this.api = new Api(port);
    this.measurer = measurer;
  }

  @Test
  void onlyOneOfAnotherIsClaimedNextHoweverLongTheSweep() {
    String digest =
        api.send(
                "POST",
                Api.EVALUATIONS,
                Multipart.of(ExampleModel.CLASSIFIER).body(),
                AUTHORIZATION,
                TestToken.bearer(Role.ADMIN),
                "Content-Type",
                Multipart.of(ExampleModel.CLASSIFIER).contentType())
            .hasStatus(202)
            .text("/model/digest");
    for (int number = 1; number < SWEEP; number++) {
      submit(Role.ADMIN, digest);
    }

    Reply only = submit(Role.SUBMIT, digest);

    assertThat(only.json().at("/queuePosition").asInt()).isEqualTo(1);
    measurer.goOn.countDown();
    api.get(
            only.header("Location").orElseThrow(),
            AUTHORIZATION,
            TestToken.bearer(Role.READ),
            "Prefer",
            "wait=60")
        .hasStatus(200);
    assertThat(measurer.asked.indexOf(only.text("/id"))).isEqualTo(1);
  }

  private Reply submit(Role role, String digest) {
    return api.send(
            "POST",
            Api.EVALUATIONS,
            BodyPublishers.ofString("{\"model\": \"%s\"}".formatted(digest)),
            AUTHORIZATION,
            TestToken.bearer(role),
            "Content-Type",
            "application/json",
            "Cache-Control",
            "no-cache")
        .hasStatus(202);
  }

  /** Puts the held helper where the native one would be. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Helper {

    @Bean
    @Primary
    Held heldMeasurer() {
      return new Held();
    }
  }

  /** Measures nothing until it is let go, and then finds fault with every model. */
  static final class Held implements Measurer {

    private static final Proof PROVEN = new Proof.Proven(Instant.EPOCH, List.of());

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public Capability capability() {
      return new Capability.CanMeasure(
          new HelperIdentity(
              "fake 1",
              "sha256:" + "0".repeat(64),
              true,
              new HelperIdentity.Machine(
                  "Apple M1",
                  "Macmini9,1",
                  "14.5",
                  "23F79",
                  false,
                  new HelperIdentity.Ane(true, 16, "h13g", false)),
              List.of()),
          PROVEN);
    }

    @Override
    public Outcome measure(MeasurementRequest request, Consumer<Phase> progress)
        throws InterruptedException {
      asked.add(request.evaluation());
      goOn.await();
      return new Outcome.ModelFailed(new Failure(Failure.Code.COMPILE_ERROR, "The test says so."));
    }

    @Override
    public Proof prove() {
      return PROVEN;
    }
  }
}
