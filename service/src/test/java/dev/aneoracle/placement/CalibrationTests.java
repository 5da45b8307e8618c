package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.placement.Calibration.Comparison;
import dev.aneoracle.placement.Calibration.Counts;
import dev.aneoracle.placement.Calibration.Origin;
import dev.aneoracle.placement.Calibration.Outcome;
import dev.aneoracle.placement.Calibration.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Predicts every measured case at hand and holds the counts to those in {@code docs/accuracy.md}.
 * The table goes to {@code target/calibration.md}, which {@code scripts/calibrate.py} prints.
 */
class CalibrationTests {

  private static final RuleData DATA = RuleData.load();
  private static final Calibration CALIBRATION = new Calibration();
  private static final Target M4 = new Target("M4", 27);

  @AfterAll
  static void writeTheTable() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "calibration.md"), CALIBRATION.report());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void predictionsAreNoWorseThanDocumented(CalibrationSources.Source source) {
    assumeTrue(source.missing().isEmpty(), source.missing() + " are not here");
    List<Comparison> comparisons = source.comparisons().get();
    comparisons.forEach(CALIBRATION::add);

    Map<String, DocumentedCounts> documented = DocumentedCounts.read();
    for (Map.Entry<Origin, Counts> group : Calibration.count(comparisons).entrySet()) {
      assertThat(documented).containsKey(group.getKey().toString());
      assertThat(documented.get(group.getKey().toString()))
          .as("%s is now %s", group.getKey(), group.getValue())
          .matches(counts -> counts.heldBy(group.getValue()));
    }
  }

  static List<CalibrationSources.Source> sources() {
    return CalibrationSources.all();
  }

  @Test
  void aGraphIsAsGoodAsItsWorstOperation() {
    Origin origin = new Origin("E5", "M4@27", "X");
    Row exact = Row.of("a", true, "");
    Row tie = new Row("b", Outcome.TIE, "");
    Comparison comparison =
        new Comparison(origin, "graph", List.of(exact, tie), List.of(Row.of("key", false, "")));

    Counts counts = Counts.of(List.of(comparison));

    assertThat(counts).hasToString("1 | 0 | 0 | 0 | 1 | 2 | 1 | 1 | 0 | 0");
  }

  @Test
  void countsThatGotWorseAreNotHeld() {
    DocumentedCounts documented = new DocumentedCounts(List.of(2L, 1L, 1L, 0L, 0L));

    assertThat(documented.heldBy(List.of(2L, 2L, 0L, 0L, 0L))).isTrue();
    assertThat(documented.heldBy(List.of(2L, 1L, 0L, 1L, 0L))).isFalse();
    assertThat(documented.heldBy(List.of(2L, 1L, 0L, 0L, 1L))).isFalse();
    assertThat(documented.heldBy(List.of(2L, 0L, 2L, 0L, 0L))).isFalse();
    assertThat(documented.heldBy(List.of(1L, 1L, 0L, 0L, 0L))).isFalse();
  }

  @Test
  void estimatesAgreeWithThePublishedOnes() {
    assumeTrue(MeasuredGraphs.atHand(), "no measured placements here");
    CostModel model = new CostModel(DATA.costs(), DATA.catalog(), M4);
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (MeasuredGraphs.Case measured : MeasuredGraphs.read()) {
      GraphIndex index = new GraphIndex(measured.graph(), GraphIndex.Format.PROGRAM);
      for (int i = 0; i < measured.estimates().size(); i++) {
        JsonNode published = measured.estimates().get(i);
        OperationView view = new OperationView(measured.graph().operations().get(i), index);
        Estimate estimate = model.estimate(view);
        for (var unit : Map.of("ane", estimate.ane(), "bnns", estimate.cpu()).entrySet()) {
          if (published.has(unit.getKey())) {
            compared++;
            if (!agrees(unit.getValue(), published.path(unit.getKey()).asDouble(), 5e-7)) {
              wrong.add(measured.name() + " " + i + " " + unit + " " + published);
            }
          }
        }
      }
    }

    assertThat(compared).isGreaterThan(50);
    assertThat(wrong).isEmpty();
  }

  @Test
  void weightsOfMeasuredGraphsAreReproduced() {
    assumeTrue(MeasuredGraphs.atHand(), "no measured placements here");
    CostModel model = new CostModel(DATA.costs(), DATA.catalog(), M4);
    List<String> wrong = new ArrayList<>();
    for (MeasuredGraphs.Case measured : MeasuredGraphs.read()) {
      GraphIndex index = new GraphIndex(measured.graph(), GraphIndex.Format.PROGRAM);
      List<Double> costs = new ArrayList<>();
      for (int i = 0; i < measured.plan().size(); i++) {
        Estimate estimate =
            model.estimate(new OperationView(measured.graph().operations().get(i), index));
        boolean ane = measured.plan().get(i).path("preferred").asString().equals("A");
        Range range = ane ? estimate.ane() : estimate.cpu();
        costs.add((range.least() + range.most()) / 2);
      }
      double sum = costs.stream().mapToDouble(Double::doubleValue).sum();
      for (int i = 0; i < costs.size(); i++) {
        double published = measured.plan().get(i).path("weight").asDouble(Double.NaN);
        if (Math.abs(costs.get(i) / sum - published) > 1.2e-4) {
          wrong.add(measured.name() + " " + i + ": " + costs.get(i) / sum + " " + published);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static boolean agrees(Range range, double published, double rounding) {
    return published >= range.least() - rounding && published <= range.most() + rounding;
  }
}
