package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import dev.aneoracle.it.NativeAgent.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;
import tools.jackson.databind.JsonNode;

/**
 * Linux boxes as containers ask the packaged service, which listens for them with tokens: by curl,
 * and by the Compose file of the client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
class ContainersIT {

  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final String CLASSIFIER = "TinyClassifier.mlmodel";
  private static final String TARGETS = "M1@12,M4@27";
  private static final String TOKEN = "abc";
  private static final String DIGEST =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final Pattern RECIPE =
      Pattern.compile("```sh\n([^`]*docker compose[^`]*)```", Pattern.DOTALL);

  @TempDir private static Path folder;

  private ServiceProcess service;
  private String bridge;
  private Path results;
  private int ran;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    Containers.assume();
    bridge = Containers.bridge();
    service =
        ServiceProcess.launch(
            Program.packaged(),
            folder,
            "server.address=" + bridge,
            "ane-oracle.security.tokens[0].name=box",
            "ane-oracle.security.tokens[0].role=submit",
            "ane-oracle.security.tokens[0].digest=" + DIGEST);
    Result built = Containers.compose(Map.of("ANE_ORACLE_URL", "unused"), "build");
    assertThat(built.exitValue()).as(built.output()).isZero();
    service.awaitListening();
  }

  @BeforeEach
  void makeAFolderOfResultsThatAnyoneMayWriteTo() throws IOException {
    results = Files.createTempDirectory(folder, "results");
    Files.setPosixFilePermissions(results, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @AfterEach
  void count() {
    ran++;
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    if (service != null) {
      service.close();
      Containers.compose(
          Map.of("ANE_ORACLE_URL", "unused"), "down", "--rmi", "local", "--remove-orphans");
      System.out.println(ran + " container tests ran");
    }
  }

  @Test
  void curlInAContainerGetsTheVerdictAndKeysOfTheService() throws Exception {
    try (GenericContainer<?> box = Containers.box()) {
      box.start();
      box.copyFileToContainer(
          MountableFile.forHostPath(EXAMPLES.resolve(CLASSIFIER)), "/" + CLASSIFIER);

      var answer =
          box.execInContainer(
              "curl",
              "-sS",
              "--fail-with-body",
              "-H",
              "Prefer: wait=60",
              "-H",
              "Authorization: Bearer " + TOKEN,
              "-F",
              "model=@/" + CLASSIFIER,
              url(Containers.HOST) + "/api/v1/evaluations?target=" + TARGETS);

      assertThat(answer.getExitCode()).as(answer.getStdout() + answer.getStderr()).isZero();
      assertSame(Client.JSON.readTree(answer.getStdout()), example());
    }
  }

  @Test
  void curlWithoutATokenIsAskedForOne() throws Exception {
    try (GenericContainer<?> box = Containers.box()) {
      box.start();

      var answer = box.execInContainer("curl", "-sS", url(Containers.HOST) + "/api/v1/hosts");

      assertThat(answer.getStdout()).contains("/problems/unauthorized");
    }
  }

  @Test
  void everyModelOfTheMountedFolderIsAnsweredInAFileOfItsOwn()
      throws IOException, InterruptedException {
    Result result = ask(Map.of(), "--target", TARGETS);

    assertThat(result.exitValue()).as(result.output()).isEqualTo(1);
    assertSame(read(CLASSIFIER + ".json").path("evaluation"), example());
    assertThat(read("TinyProgram.mlpackage.zip.json").at("/evaluation/verdict/status").asString())
        .isEqualTo("FULL");
    assertThat(read("summary.json").path("complete").booleanValue()).isTrue();
    assertThat(read("summary.json").at("/models")).hasSize(2);
  }

  @Test
  void everyRealModelGetsTheVerdictAndKeysOfTheService() throws IOException, InterruptedException {
    SharedModels.assume();
    String models = SharedModels.folder().toString();

    Result result = ask(Map.of("ANE_ORACLE_MODELS", models), "--target", TARGETS);

    assertThat(result.exitValue()).as(result.output()).isGreaterThanOrEqualTo(2);
    for (SharedModels.Bundle bundle : SharedModels.all()) {
      if (!bundle.bad()) {
        Path name = SharedModels.folder().relativize(bundle.path().toAbsolutePath());
        assertSame(read(name + ".json").path("evaluation"), fresh(bundle.upload()));
      }
    }
  }

  @Test
  void gateAndLabelsAreGivenAsOptions() throws IOException, InterruptedException {
    Result passed =
        ask(Map.of(), "--target", "M1@12", "--require", "partial", "--label", "nightly");
    Result refused = ask(Map.of(), "--target", "M1@12", "--require", "full");

    assertThat(passed.exitValue()).as(passed.output()).isZero();
    assertThat(refused.exitValue()).as(refused.output()).isEqualTo(10);
    assertThat(read(CLASSIFIER + ".json").at("/evaluation/labels")).hasToString("[\"nightly\"]");
  }

  @Test
  void tokenComesFromAFileToo() throws IOException, InterruptedException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");

    Result result =
        ask(
            Map.of("ANE_ORACLE_TOKEN", "", "ANE_ORACLE_TOKEN_FILE", token.toString()),
            "--target",
            "M1@12");

    assertThat(result.exitValue()).as(result.output()).isEqualTo(1);
  }

  @Test
  void wrongTokenIsAnErrorOfItsOwnAndNoVerdict() throws IOException, InterruptedException {
    Result result = ask(Map.of("ANE_ORACLE_TOKEN", "guessed"));

    assertThat(result.exitValue()).as(result.output()).isEqualTo(64);
    assertThat(result.output()).contains("ANE_ORACLE_TOKEN", "not sent: 1 more");
    assertThat(read("summary.json").at("/counts")).hasToString("{\"ERROR\":2}");
  }

  @Test
  void missingAddressIsAskedFor() throws IOException, InterruptedException {
    Result result = Containers.compose(Map.of(), "run", "--rm", "client");

    assertThat(result.exitValue()).isNotZero();
    assertThat(result.output()).contains("ANE_ORACLE_URL", "says where the service is");
  }

  @Test
  void folderThatCannotBeWrittenToIsToldBeforeAnythingIsSent()
      throws IOException, InterruptedException {
    Files.setPosixFilePermissions(results, PosixFilePermissions.fromString("r-xr-xr-x"));

    Result result = ask(Map.of("ANE_ORACLE_USER", "4711:4711"));

    assertThat(result.exitValue()).isEqualTo(64);
    assertThat(result.output())
        .contains("Cannot write /results/summary.json as user 4711: Permission denied");
    assertThat(results).isEmptyDirectory();
  }

  @Test
  void recipeOfThePageOnClientsWorks() throws IOException, InterruptedException {
    Path checkout = Files.createTempDirectory(folder, "checkout");
    Files.createSymbolicLink(checkout.resolve("client"), Path.of("../client").toRealPath());
    Files.createSymbolicLink(checkout.resolve("models"), EXAMPLES);
    Files.copy(Containers.FILE, checkout.resolve(Containers.FILE.getFileName()));
    Matcher recipe = RECIPE.matcher(Files.readString(Path.of("../docs/clients.md")));
    assertThat(recipe.find()).isTrue();

    Result result =
        Containers.recipe(
            recipe.group(1),
            checkout,
            Map.of("ANE_ORACLE_URL", url(Containers.HOST), "ANE_ORACLE_TOKEN", TOKEN));

    assertThat(result.exitValue()).as(result.output()).isZero();
    assertThat(result.output()).contains("exit code 1");
    assertThat(checkout.resolve("results/TinyClassifier.mlmodel.json")).isNotEmptyFile();
  }

  /** Runs the client's container over the examples, where the variables name no other folder. */
  private Result ask(Map<String, String> variables, String... options)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>();
    all.put("ANE_ORACLE_URL", url(Containers.HOST));
    all.put("ANE_ORACLE_TOKEN", TOKEN);
    all.put("ANE_ORACLE_MODELS", EXAMPLES.toString());
    all.put("ANE_ORACLE_RESULTS", results.toString());
    all.putAll(variables);
    return Containers.compose(
        all,
        Stream.concat(Stream.of("run", "--rm", "client"), Stream.of(options))
            .toArray(String[]::new));
  }

  private JsonNode read(String name) throws IOException {
    return Client.JSON.readTree(Files.readString(results.resolve(name)));
  }

  private Reply example() throws IOException {
    return fresh(Upload.raw(Files.readAllBytes(EXAMPLES.resolve(CLASSIFIER)), CLASSIFIER));
  }

  /** Returns what the service answers here, in an evaluation of its own. */
  private Reply fresh(Upload upload) throws IOException {
    return new Client(URI.create(url(bridge)))
        .upload(
            upload
                .withParameter("target", TARGETS)
                .withHeader("Authorization", "Bearer " + TOKEN)
                .withHeader("Cache-Control", "no-cache")
                .waiting());
  }

  private String url(String host) {
    return "http://%s:%d".formatted(host, service.client().base().getPort());
  }

  private static void assertSame(JsonNode there, Reply here) {
    assertThat(there.path("id").asString()).isNotEmpty().isNotEqualTo(here.id());
    assertThat(there.at("/verdict/status").asString()).isNotEmpty();
    for (String part : List.of("verdict", "segments", "predictions")) {
      assertThat(there.path(part))
          .as("%s of %s", part, there.path("id"))
          .isEqualTo(here.json().path(part));
    }
  }
}
