package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.Client.Answers;
import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.SharedModels.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every model of the shared folder over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class RealModelsIT {

  private static final String TARGETS = "M1@12,M4@27";

  @TempDir private static Path folder;

  private ServiceProcess service;
  private Client client;

  @BeforeAll
  void start() throws IOException {
    SharedModels.assume();
    service = ServiceProcess.start(folder);
    client = service.client();
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  static Stream<Bundle> goodBundles() {
    return bundles().filter(bundle -> !bundle.bad());
  }

  private static Stream<Bundle> bundles() {
    return SharedModels.present() ? SharedModels.all().stream() : Stream.empty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("goodBundles")
  void everyModelGetsAVerdictOrTheReasonWhyThereIsNone(Bundle bundle) throws IOException {
    Reply reply = evaluate(bundle);

    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    assertThat(reply.json().path("state").asString()).as("%s", reply.json()).isEqualTo("SUCCEEDED");
    assertThat(reply.json().path("predictions")).hasSize(2);
    for (JsonNode prediction : reply.json().path("predictions")) {
      if (prediction.path("verdict").path("status").asString().equals("UNDETERMINED")) {
        assertThat(prediction.path("verdict").path("code").isNull()).isTrue();
        assertThat(prediction.path("verdict").path("reason").isNull()).isFalse();
        assertThat(whyUndetermined(prediction)).as("%s", prediction).isTrue();
      } else {
        assertThat(prediction.path("verdict").path("code").isInt()).isTrue();
      }
    }
  }

  private static boolean whyUndetermined(JsonNode prediction) {
    return !prediction.path("unknownOperations").isEmpty()
        || !prediction.path("verdict").path("summary").asString().isBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "bad-gzip-model, 415, unsupported-format",
    "bad-lfs-mlpackage, 422, git-lfs-pointer",
    "bad-lfs-pointer-squeezenet, 422, git-lfs-pointer",
    "bad-manifest-only, 422, not-a-core-ml-model",
    "bad-no-model-kind, 422, not-a-core-ml-model",
    "bad-other-format-knn, 422, not-a-core-ml-model",
    "bad-prerelease-mlprogram-449, 422, not-a-core-ml-model",
    "bad-prerelease-mlprogram-566, 422, not-a-core-ml-model",
    "bad-prerelease-mlprogram-588, 422, not-a-core-ml-model",
    "bad-prerelease-mlprogram-682, 422, not-a-core-ml-model",
    "mil-fixtures-a, 415, unsupported-format"
  })
  void badUploadIsRefusedWithTheFittingProblem(String name, int status, String problem)
      throws IOException {
    Reply reply = evaluate(SharedModels.named(name));

    assertThat(reply.problem()).as("%s", reply.json()).isEqualTo(problem);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().path("retryable").booleanValue()).isFalse();
    assertThat(reply.json().path("detail").asString()).isNotBlank();
  }

  @Test
  void everyBadUploadIsAmongThoseAbove() {
    List<String> bad = bundles().filter(Bundle::bad).map(Bundle::name).distinct().sorted().toList();

    assertThat(bad)
        .containsExactly(
            "bad-gzip-model",
            "bad-lfs-mlpackage",
            "bad-lfs-pointer-squeezenet",
            "bad-manifest-only",
            "bad-no-model-kind",
            "bad-other-format-knn",
            "bad-prerelease-mlprogram-449",
            "bad-prerelease-mlprogram-566",
            "bad-prerelease-mlprogram-588",
            "bad-prerelease-mlprogram-682",
            "mil-fixtures-a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          mnist-classifier  | PARTIAL | {"image":{"shape":[28,28,1,1,1]}} | {"labelProbabilities":{"shape":[1,1,1,10,1]}}
          deeplabv3-int8lut | PARTIAL | {"image":{"shape":[513,513,1,3,1]}} | {"logits/semantic/BiasAdd:0":{"shape":[65,65,1,21,1]}}
          tinygrad-ane-add  | FULL | {"image":{"shape":[1,1,1,64,1]},"image2":{"shape":[1,1,1,64,1]}} | {"probs":{"shape":[1,1,1,64,1]}}
          """)
  void publishedKeyOfAnM1WithMacOs12IsPredicted(
      String name, String verdict, String inputs, String outputs) throws IOException {
    Reply reply = evaluate(SharedModels.named(name));

    JsonNode answer = reply.json();
    assertThat(answer.path("predictions").path(0).path("target").asString()).isEqualTo("M1@12");
    assertThat(answer.path("verdict").path("status").asString()).isEqualTo(verdict);
    assertThat(answer.path("verdict").path("basis").asString()).isEqualTo("PREDICTED");
    assertThat(answer.path("segments"))
        .containsExactly(
            Client.JSON.readTree(
                "{\"isegment\":0,\"inputs\":%s,\"outputs\":%s}".formatted(inputs, outputs)));
    assertThat(Answers.texts(answer.path("predictions").path(0).path("unknownOperations")))
        .as("the key does not hang on operations that nothing is known of")
        .isSubsetOf("reduce");
  }

  private Reply evaluate(Bundle bundle) throws IOException {
    return client.upload(bundle.upload().withParameter("target", TARGETS).waiting());
  }
}
