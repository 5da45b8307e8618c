package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.EvaluationFiles;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.helper.MeasurementRequest;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Observation;
import dev.aneoracle.helper.ObservedSegment;
import dev.aneoracle.helper.Outcome;
import dev.aneoracle.helper.Plan;
import dev.aneoracle.helper.Proof;
import dev.aneoracle.helper.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The API of a node whose helper sees what the test says. */
@ServiceTest
@Import(MeasuringApiTests.Helper.class)
class MeasuringApiTests {

  private static final Proof PROVEN =
      new Proof.Proven(
          Instant.EPOCH, List.of(new Proof.CanaryRun("canary", "CPU_AND_NE", true, true, "")));

  private static final HelperIdentity IDENTITY =
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
          List.of(
              new HelperIdentity.Hook(
                  "_ANEClient", "evaluate", true, HelperIdentity.Status.INSTALLED, null)));

  private final Api api;
  private final Scripted measurer;
  private final EvaluationFiles files;

  MeasuringApiTests(@LocalServerPort int port, Scripted measurer, EvaluationFiles files) {
    this.api = new Api(port);
    this.measurer = measurer;
    this.files = files;
  }

  @BeforeEach
  void everythingIsProven() {
    measurer.proof = PROVEN;
  }

  private Reply submit(String query) {
    return api.submit(query, Multipart.of(ExampleModel.CLASSIFIER), "Cache-Control", "no-cache")
        .hasStatus(200);
  }

  @Test
  void measurementIsShownWithWhatItRestsOn() {
    Reply reply = submit("");

    assertThat(reply.text("/verdict/basis")).isEqualTo("MEASURED");
    assertThat(reply.text("/verdict/status")).isEqualTo("PARTIAL");
    assertThat(reply.json().at("/verdict/onlyPostProcessingOutside").asBoolean()).isTrue();
    assertThat(reply.text("/verdict/summary")).startsWith("Simulated");
    assertThat(reply.json().at("/measurement/simulated").asBoolean()).isTrue();
    assertThat(reply.text("/measurement/canaries/state")).isEqualTo("PROVEN");
    assertThat(reply.text("/measurement/programs/0/engine")).isEqualTo("CLASSIC");
    assertThat(reply.text("/environment/ane/architecture")).isEqualTo("h13g");
    assertThat(reply.text("/segments/0/keyConstructed")).isEqualTo("true");
  }

  @Test
  void optionsOfAMeasurementAreTakenAndShown() {
    Reply reply =
        submit(
            "?predictions=20&optionals=absent&engine=CLASSIC&plan=true&dump=true&compare=true"
                + "&cache=WARM&shapes=image:1,3,32,32");

    assertThat(reply.json().at("/options/predictions").asInt()).isEqualTo(20);
    assertThat(reply.text("/options/optionals")).isEqualTo("ABSENT");
    assertThat(reply.json().at("/options/plan").asBoolean()).isTrue();
    assertThat(reply.json().at("/options/shapes/image").toString()).isEqualTo("[1,3,32,32]");
    assertThat(reply.json().at("/predictions/0/warnings").toString()).contains("default shapes");
  }

  @Test
  void optionsMayStandInTheJsonPart() {
    Multipart form =
        Multipart.of(ExampleModel.CLASSIFIER)
            .options(
                "{\"shapes\": {\"image\": [1, 3, 32, 32]}, \"dump\": true, \"engine\": \"CLASSIC\"}");

    Reply reply = api.submit("", form, "Cache-Control", "no-cache").hasStatus(200);

    assertThat(reply.text("/options/engine")).isEqualTo("CLASSIC");
    assertThat(reply.json().at("/options/shapes/image/3").asInt()).isEqualTo(32);
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    for (String query :
        List.of(
            "predictions=0",
            "predictions=101",
            "predictions=many",
            "optionals=SOME",
            "engine=FAST",
            "cache=HOT",
            "dump=perhaps",
            "shapes=image",
            "shapes=image:1,a",
            "shapes=image:0",
            "shapes=image:1;image:2",
            "shapes=other:1,2")) {
      api.submit("?" + query, Multipart.of(ExampleModel.CLASSIFIER))
          .isProblem(ProblemType.INVALID_REQUEST);
    }
  }

  @Test
  void planIsListedOperationByOperation() {
    String id = submit("?plan=true").text("/id");

    Reply page =
        api.get(Api.EVALUATIONS + "/" + id + "/operations?source=PLAN&unit=OUTSIDE").hasStatus(200);

    assertThat(page.json().at("/items").size()).isEqualTo(1);
    assertThat(page.text("/items/0/planned/preferred")).isEqualTo("CPU");
  }

  @Test
  void planThatIsNotThereIsAProblem() {
    String id = submit("").text("/id");

    api.get(Api.EVALUATIONS + "/" + id + "/operations?source=PLAN")
        .isProblem(ProblemType.NOT_ENDED);
  }

  @Test
  void logAndArtifactsAreServedAndGoWithTheEvaluation() throws IOException {
    String id = submit("").text("/id");
    Path folder = files.directory(id);
    Files.createDirectories(folder.resolve("artifacts"));
    Files.writeString(folder.resolve("artifacts").resolve("y.json"), "{\"shape\": [1]}");
    String address = Api.EVALUATIONS + "/" + id;

    Reply log = api.get(address + "/log").hasStatus(200);
    assertThat(log.mediaType()).isEqualTo("text/plain");
    assertThat(log.body()).isEqualTo("from the helper\n");
    assertThat(api.get(address + "/artifacts").text("/0/name")).isEqualTo("y.json");
    assertThat(api.get(address + "/artifacts/y.json").hasStatus(200).mediaType())
        .isEqualTo("application/json");
    api.get(address + "/artifacts/helper.log").isProblem(ProblemType.NOT_FOUND);
    api.get(address + "/artifacts/..%2Fhelper.log").hasStatus(400, 404);

    api.delete(address).hasStatus(204);
    assertThat(folder).doesNotExist();
    api.get(address + "/log").isProblem(ProblemType.UNKNOWN_EVALUATION);
  }

  @Test
  void evaluationWithoutALogSaysSo() throws IOException {
    String id = submit("").text("/id");
    Files.delete(files.directory(id).resolve("helper.log"));

    api.get(Api.EVALUATIONS + "/" + id + "/log").isProblem(ProblemType.NOT_FOUND);
  }

  @Test
  void hostShowsHooksAndCanaries() {
    Reply hosts = api.get("/api/v1/hosts").hasStatus(200);

    assertThat(hosts.json().at("/0/measures").asBoolean()).isTrue();
    assertThat(hosts.text("/0/hooks/0/status")).isEqualTo("INSTALLED");
    assertThat(hosts.text("/0/canaries/runs/0/model")).isEqualTo("canary");
    assertThat(hosts.json().at("/0/ane/cores").asInt()).isEqualTo(16);
    assertThat(hosts.json().at("/0/simulated").asBoolean()).isTrue();
  }

  @Test
  void nodeIsReadyOnlyWithProvenHooks() {
    api.get("/actuator/health/readiness").hasStatus(200);

    measurer.proof = new Proof.Pending();
    Reply pending = api.get("/actuator/health/readiness").hasStatus(503);
    assertThat(pending.text("/components/helper/status")).isEqualTo("OUT_OF_SERVICE");
    assertThat(api.get("/api/v1/hosts").text("/0/cannotMeasureBecause")).contains("canaries");

    measurer.proof = new Proof.NotProven(Instant.EPOCH, "The canary was not seen.", List.of());
    assertThat(
            api.get("/actuator/health/readiness")
                .hasStatus(503)
                .text("/components/helper/details/because"))
        .isEqualTo("The canary was not seen.");
    api.get("/actuator/health/liveness").hasStatus(200);
  }

  /** Puts the scripted helper where the native one would be. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Helper {

    @Bean
    @Primary
    Scripted scriptedMeasurer() {
      return new Scripted();
    }
  }

  /** Sees the whole of the example on the ANE. */
  static final class Scripted implements Measurer {

    private volatile Proof proof = PROVEN;
    private volatile CountDownLatch measuring = new CountDownLatch(0);
    private volatile CountDownLatch released = new CountDownLatch(0);

    /** Holds measurements on; the latch opens when one has begun. */
    CountDownLatch holdOn() {
      released = new CountDownLatch(1);
      measuring = new CountDownLatch(1);
      return measuring;
    }

    void goOn() {
      released.countDown();
    }

    @Override
    public Capability capability() {
      return new Capability.CanMeasure(IDENTITY, proof);
    }

    @Override
    public Outcome measure(MeasurementRequest request, Consumer<Phase> progress)
        throws InterruptedException {
      measuring.countDown();
      released.await();
      try {
        Files.createDirectories(request.directory());
        Files.writeString(request.directory().resolve("helper.log"), "from the helper\n");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      boolean planned = request.settings().plan() == MeasurementRequest.PlanWhen.ALWAYS;
      return new Outcome.Observed(
          new Observation(
              IDENTITY,
              proof,
              true,
              List.of(program()),
              List.of(),
              "MLNeuralNetworkEngine",
              List.of("image"),
              new Timings(1, 2, List.of(3L)),
              planned ? plan() : null,
              null,
              List.of(),
              List.of()));
    }

    private static ObservedSegment program() {
      return new ObservedSegment(
          1,
          null,
          null,
          null,
          null,
          List.of("image"),
          List.of("labelProbability"),
          List.of(),
          null,
          null,
          1,
          0,
          0,
          5,
          ObservedSegment.Origin.CLASSIC,
          List.of());
    }

    private static Plan plan() {
      return new Plan(List.of(row("conv1", "ANE"), row("labelProbability", "CPU")));
    }

    private static Plan.Row row(String name, String preferred) {
      return new Plan.Row(
          Plan.Source.COMPUTE_PLAN,
          null,
          null,
          name,
          "convolution",
          List.of(name),
          List.of("CPU", "ANE"),
          preferred,
          0.5,
          Map.of("gpu", "not supported"));
    }

    @Override
    public Proof prove() {
      return proof;
    }
  }
}
