package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets coremltools judge how models are read. The property {@code ane-oracle.coremltools} names a
 * Python that has it.
 */
class CoremltoolsJudgeTests {

  private static final String PYTHON = System.getProperty("ane-oracle.coremltools", "");
  private static final Path MODELS =
      Path.of(System.getProperty("ane-oracle.shared", "../shared"), "models");
  private static final Path SCRIPT = Path.of("../scripts/judge-reading.py").toAbsolutePath();

  @TempDir Path temporary;

  @BeforeEach
  void needsCoremltools() {
    assumeTrue(!PYTHON.isEmpty(), "No Python with coremltools: set -Dane-oracle.coremltools");
  }

  @Test
  void readsModelsOfOthersAsCoremltoolsDoes() throws Exception {
    List<Path> bundles = shared();
    assertThat(bundles).hasSizeGreaterThan(50);
    assertThat(judge(bundles)).contains("differences: 0");
  }

  @Test
  void readsEveryLayerAndOperationAsCoremltoolsDoes() throws Exception {
    List<Path> bundles = generated();
    assertThat(bundles).hasSizeGreaterThan(500);
    assertThat(judge(bundles)).contains("models: " + bundles.size()).contains("differences: 0");
  }

  @Test
  void readsTheTextsOfProgramsAsCoremltoolsReadsThePrograms() throws Exception {
    Path texts = temporary.resolve("texts");
    List<String> arguments = new ArrayList<>(List.of("text", texts.toString()));
    shared().forEach(bundle -> arguments.add(bundle.toString()));
    generated().forEach(bundle -> arguments.add(bundle.toString()));
    run(arguments.toArray(String[]::new));
    List<Path> bundles = entries(texts, 1, path -> path.toString().endsWith(".mlmodelc"));
    assertThat(bundles).hasSizeGreaterThan(400);
    assertThat(judge(bundles)).contains("texts: " + bundles.size()).contains("differences: 0");
  }

  private static List<Path> shared() throws IOException {
    assumeTrue(Files.isDirectory(MODELS), "No shared models at " + MODELS.toAbsolutePath());
    return entries(
        MODELS.toAbsolutePath(),
        2,
        path -> path.toString().endsWith(".mlpackage") || path.toString().endsWith(".mlmodel"));
  }

  private List<Path> generated() throws IOException, InterruptedException {
    Path folder = temporary.resolve("generated");
    run("generate", folder.toString());
    return entries(folder, 1, path -> path.toString().endsWith(".mlmodel"));
  }

  private static List<Path> entries(Path folder, int depth, Predicate<Path> wanted)
      throws IOException {
    try (Stream<Path> entries = Files.walk(folder, depth)) {
      return entries.filter(wanted).sorted().toList();
    }
  }

  /** Returns what the judge printed. */
  private String judge(List<Path> bundles) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Path bundle : bundles) {
      lines.add(ModelDump.line(bundle.toAbsolutePath()));
    }
    Path dumps = Files.write(temporary.resolve("dumps.jsonl"), lines);
    return run("compare", dumps.toString());
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    Path printed = temporary.resolve("printed");
    List<String> command = new ArrayList<>(List.of(PYTHON, SCRIPT.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(printed.toFile())
            .start();
    int code = process.waitFor();
    String text = Files.readString(printed, StandardCharsets.UTF_8);
    System.out.println(text);
    assertThat(code).as(text).isZero();
    return text;
  }
}
