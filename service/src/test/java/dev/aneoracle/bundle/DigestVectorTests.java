package dev.aneoracle.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests the digest against vectors that were computed by another program. */
class DigestVectorTests {

  private static final Path VECTORS = Path.of("..", "openapi", "digest-vectors.json");

  @TempDir Path data;

  @TestFactory
  Stream<DynamicTest> agreesWithTheVector() throws Exception {
    JsonNode file = new JsonMapper().readTree(Files.readAllBytes(VECTORS));
    return file.get("vectors")
        .valueStream()
        .map(vector ->
            DynamicTest.dynamicTest(
                vector.get("description").asString(), () -> assertDigest(vector)));
  }

  private void assertDigest(JsonNode vector) throws Exception {
    TestStore store = TestStore.in(data);
    var files = new LinkedHashMap<String, byte[]>();
    vector
        .get("files")
        .forEach(file ->
            files.put(file.get("path").asString(), SampleModels.text(file.get("text").asString())));
    assumeTrue(
        "UTF-8".equals(System.getProperty("sun.jnu.encoding"))
            || files.keySet().stream().allMatch(StandardCharsets.US_ASCII.newEncoder()::canEncode),
        "File names cannot be other than ASCII here, set LANG=C.UTF-8");
    ModelDigest expected = ModelDigest.parse(vector.get("digest").asString());
    if (vector.get("kind").asString().equals("file")) {
      var file = files.firstEntry();
      assertThat(store.digest(file.getValue(), file.getKey())).isEqualTo(expected);
    } else {
      assertThat(store.digest(Archives.zip(files), "a.zip")).isEqualTo(expected);
      assertThat(store.digest(Archives.tar(files), "a.tar")).isEqualTo(expected);
    }
  }
}
