package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class BundleApiTests {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String UNKNOWN = "sha256:" + "0".repeat(64);

  private final int port;
  private final Api api;

  BundleApiTests(@LocalServerPort int port) {
    this.port = port;
    this.api = new Api(port);
  }

  @BeforeEach
  void bothExamplesAreStored() {
    api.submit("", Multipart.of(ExampleModel.CLASSIFIER)).hasStatus(200);
    api.submit("", Multipart.of(ExampleModel.PROGRAM)).hasStatus(200);
  }

  private static String address(ExampleModel model) {
    return "/api/v1/models/" + model.digest() + "/bundle";
  }

  private HttpResponse<byte[]> download(ExampleModel model, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address(model)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fileComesBackAsItWasSent() {
    HttpResponse<byte[]> reply = download(ExampleModel.CLASSIFIER);

    assertThat(reply.body()).isEqualTo(ExampleModel.CLASSIFIER.bytes());
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
  }

  @ParameterizedTest
  @EnumSource(ExampleModel.class)
  void digestInTheAnswerIsOfItsBytes(ExampleModel model) throws NoSuchAlgorithmException {
    HttpResponse<byte[]> reply = download(model);

    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(reply.body());
    assertThat(reply.headers().firstValue("Repr-Digest"))
        .hasValue("sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
    assertThat(reply.headers().firstValueAsLong("Content-Length")).hasValue(reply.body().length);
  }

  @ParameterizedTest
  @EnumSource(ExampleModel.class)
  void downloadSentBackIsTheSameModel(ExampleModel model) {
    byte[] bytes = download(model).body();

    Reply reply = api.submit("", new Multipart().part("name=\"model\"; filename=\"any\"", bytes));

    assertThat(reply.hasStatus(200).text("/model/digest")).isEqualTo(model.digest());
  }

  @Test
  void packageIsTheSameTarEveryTime() {
    assertThat(download(ExampleModel.PROGRAM).body())
        .isEqualTo(download(ExampleModel.PROGRAM).body());
  }

  @ParameterizedTest
  @EnumSource(ExampleModel.class)
  void partOfADownloadCanBeAskedFor(ExampleModel model) {
    byte[] whole = download(model).body();

    HttpResponse<byte[]> part = download(model, "Range", "bytes=700-2999");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 700, 3000));
    assertThat(part.headers().firstValue("Content-Range"))
        .hasValue("bytes 700-2999/" + whole.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=99999999-", "bytes=2-1", "bytes=x", "bytes=-0"})
  void partThatIsNotThereIsRefused(String range) {
    int length = ExampleModel.CLASSIFIER.bytes().length;

    Reply refusal = api.get(address(ExampleModel.CLASSIFIER), "Range", range);

    refusal.isProblem(ProblemType.RANGE_NOT_SATISFIABLE).saying(range, "" + length);
    assertThat(refusal.header("Content-Range")).hasValue("bytes */" + length);
    assertThat(refusal.headers())
        .doesNotContainKeys("ETag", "Repr-Digest", "Content-Disposition")
        .containsKey("X-Content-Type-Options");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=", "bytes=,"})
  void rangeWithoutAnyPartIsRefused(String range) {
    api.get(address(ExampleModel.CLASSIFIER), "Range", range)
        .isProblem(ProblemType.INVALID_REQUEST)
        .saying("Range");
  }

  @Test
  void partInOtherUnitsThanBytesIsTheWhole() {
    HttpResponse<byte[]> whole = download(ExampleModel.CLASSIFIER, "Range", "layers=0-1");

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Content-Range")).isEmpty();
    assertThat(whole.body()).isEqualTo(ExampleModel.CLASSIFIER.bytes());
  }

  @Test
  void downloadThatIsThereAlreadyIsNotSentAgain() {
    String tag = download(ExampleModel.PROGRAM).headers().firstValue("ETag").orElseThrow();

    assertThat(download(ExampleModel.PROGRAM, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void unknownModelIsNotThere() {
    api.get("/api/v1/models/" + UNKNOWN + "/bundle").isProblem(ProblemType.UNKNOWN_MODEL);
    api.get("/api/v1/models/MNIST/bundle").isProblem(ProblemType.INVALID_REQUEST);
  }

  @Test
  void modelsAreListedInPages() {
    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = api.get("/api/v1/models?limit=1&cursor=" + cursor).hasStatus(200);
      listed.add(page.text("/items/0/digest"));
      JsonNode next = page.json().at("/next");
      cursor = next.isNull() ? "" : next.asString();
    } while (!cursor.isEmpty());

    assertThat(listed)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains(ExampleModel.CLASSIFIER.digest(), ExampleModel.PROGRAM.digest());
  }

  @Test
  void cursorOfAnotherListIsRefused() {
    api.get("/api/v1/models?cursor=2").isProblem(ProblemType.INVALID_REQUEST);
  }
}
