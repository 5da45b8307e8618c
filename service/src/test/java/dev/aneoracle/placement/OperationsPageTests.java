package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.placement.OperationTypes.Runner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperationsPageTests {

  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Path SCRIPT = Path.of("../scripts/list-operations.py").toAbsolutePath();
  private static final String UPDATE = "ane-oracle.operations.update";
  private static final String PYTHON = System.getProperty("ane-oracle.coremltools", "");
  private static final String STALE =
      "docs/operations.md is not that of the rule data. Write it with"
          + " `mvn -pl service test -Dtest=OperationsPageTests -D"
          + UPDATE
          + "=true`"
          + " and -Dane-oracle.shared where the shared models lie.";

  private static @Nullable RealOperations read;

  @Test
  void committedPageIsThatOfTheRuleData() throws IOException {
    if (Boolean.getBoolean(UPDATE)) {
      String shares = RealOperations.atHand() ? OperationsPage.shares(operations()) : shares();
      Files.writeString(PAGE, OperationsPage.page(shares));
    }

    assertThat(Files.readString(PAGE)).as(STALE).isEqualTo(OperationsPage.page(shares()));
  }

  @Test
  void sharesOnThePageAreThoseOfTheModelsAtHand() throws IOException {
    assumeTrue(RealOperations.atHand(), "no shared models here");

    assertThat(shares()).as(STALE).isEqualTo(OperationsPage.shares(operations()));
  }

  @Test
  void nineteenOfTwentyOperationsOfRealModelsAreDecided() throws IOException {
    assumeTrue(RealOperations.atHand(), "no shared models here");
    RuleData data = RuleData.load();
    RealOperations operations = operations();

    for (Target target : data.catalog().parse("all")) {
      assertThat(operations.count(data, target).share()).as(target.toString()).isGreaterThan(95.0);
    }
  }

  @Test
  void everyTypeHasARuleOrStandsAmongThoseWithout() throws IOException {
    List<String> lines = Files.readString(PAGE).lines().toList();

    for (Runner runner : Runner.values()) {
      String start = "- " + OperationsPage.name(runner) + ", ";
      assertThat(lines).filteredOn(line -> line.startsWith(start)).hasSize(1);
      List<String> named =
          lines.stream()
              .filter(line -> line.startsWith(start))
              .flatMap(line -> Stream.of(line.substring(start.length()).split("[ ,:`]+", -1)))
              .filter(word -> !word.isEmpty())
              .skip(1)
              .toList();
      assertThat(named).isEqualTo(OperationsPage.without(runner)).isNotEmpty();
    }
  }

  @Test
  void everyTypeThatARuleNamesIsKnownOrPrintedApart() {
    assertThat(OperationTypes.layers()).hasSize(158);
    assertThat(OperationTypes.mil()).hasSize(168);
    assertThat(OperationTypes.others()).containsExactly("log_softmax");
  }

  @Test
  void listOfOperationsIsThatOfCoremltools() throws Exception {
    assumeTrue(!PYTHON.isEmpty(), "No Python with coremltools: set -Dane-oracle.coremltools");
    Process process =
        new ProcessBuilder(PYTHON, SCRIPT.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .sorted()
            .toList();

    assertThat(process.waitFor()).isZero();
    assertThat(printed)
        .isEqualTo(
            OperationTypes.mil().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList());
  }

  private static RealOperations operations() throws IOException {
    if (read == null) {
      read = RealOperations.read();
    }
    return read;
  }

  private static String shares() throws IOException {
    if (!Files.exists(PAGE)) {
      return OperationsPage.SHARES;
    }
    String page = Files.readString(PAGE);
    return page.substring(page.indexOf(OperationsPage.SHARES), page.indexOf(OperationsPage.TABLES));
  }
}
