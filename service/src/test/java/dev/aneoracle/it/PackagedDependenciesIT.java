package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the packaged jar is made of, byte by byte. */
class PackagedDependenciesIT {

  private static final Path LOCK = Path.of("dependencies.lock");
  private static final String UPDATE = "ane-oracle.dependencies.update";
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String BILL_OF_MATERIALS = "META-INF/sbom/application.cdx.json";

  private static final List<String> HEAD =
      List.of(
          "# The libraries in the packaged jar: name and SHA-256. Written anew, after a"
              + " change that is meant, by",
          "#     mvn -pl service verify -Dit.test=PackagedDependenciesIT -Dtest=none"
              + " -Dsurefire.failIfNoSpecifiedTests=false -D"
              + UPDATE
              + "=true");

  @Test
  void jarHoldsWhatTheLockFileSaysAndNothingElse() throws IOException {
    try (ZipFile jar = new ZipFile(Program.packaged().jar().toFile())) {
      List<String> lines = new ArrayList<>(HEAD);
      packaged(jar).forEach((name, digest) -> lines.add(name + " " + digest));
      if (Boolean.getBoolean(UPDATE)) {
        Files.write(LOCK, lines);
      }
      assertThat(Files.readAllLines(LOCK))
          .as("service/dependencies.lock; its first lines say how to write it anew")
          .isEqualTo(lines);
    }
  }

  @Test
  void billOfMaterialsNamesEveryLibraryOfTheJar() throws IOException {
    try (ZipFile jar = new ZipFile(Program.packaged().jar().toFile())) {
      Map<String, String> packaged = packaged(jar);
      // Spring Boot's packaging adds it by itself.
      packaged.keySet().removeIf(name -> name.startsWith("spring-boot-jarmode-tools-"));
      assertThat(billed(jar)).containsAll(packaged.values());
    }
  }

  @Test
  void everyVersionIsReleasedAndFixed() throws IOException {
    assertThat(Files.readAllLines(LOCK))
        .filteredOn(line -> !line.startsWith("#"))
        .hasSizeGreaterThan(30)
        .allMatch(line -> line.matches("[a-zA-Z0-9._-]+-[0-9][^ ]*[.]jar [0-9a-f]{64}"))
        .noneMatch(line -> line.contains("SNAPSHOT"));
  }

  private static List<String> billed(ZipFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(BILL_OF_MATERIALS);
    assertThat(entry)
        .as(BILL_OF_MATERIALS + ", which is not made where Maven is offline")
        .isNotNull();
    try (InputStream file = jar.getInputStream(entry)) {
      return JsonMapper.shared()
          .readTree(file)
          .at("/components")
          .valueStream()
          .map(PackagedDependenciesIT::sha256)
          .toList();
    }
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.at("/hashes")) {
      if (hash.at("/alg").asString().equals("SHA-256")) {
        return hash.at("/content").asString();
      }
    }
    throw new AssertionError(component + " has no SHA-256");
  }

  private static Map<String, String> packaged(ZipFile jar) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (ZipEntry entry : Collections.list(jar.entries())) {
      if (entry.getName().startsWith(LIBRARIES) && entry.getName().endsWith(".jar")) {
        try (InputStream library = jar.getInputStream(entry)) {
          digests.put(
              entry.getName().substring(LIBRARIES.length()),
              HexFormat.of()
                  .formatHex(MessageDigest.getInstance("SHA-256").digest(library.readAllBytes())));
        } catch (NoSuchAlgorithmException e) {
          throw new AssertionError(e);
        }
      }
    }
    return digests;
  }
}
