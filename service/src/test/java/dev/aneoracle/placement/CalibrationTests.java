package dev.aneoracle.placement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.Operation;
import dev.aneoracle.placement.Calibration.Comparison;
import dev.aneoracle.placement.Calibration.Origin;
import dev.aneoracle.placement.Calibration.Outcome;
import dev.aneoracle.placement.Calibration.Row;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Predicts every measured case at hand. The table goes to {@code target/calibration.md}, which
 * {@code scripts/calibrate.py} prints.
 */
class CalibrationTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final RuleData DATA = RuleData.load();
  private static final Calibration CALIBRATION = new Calibration();
  private static final StringBuilder SHARES = new StringBuilder();
  private static final Target M4 = new Target("M4", 27);
  private static final Target M1 = new Target("M1", 14);
  private static final Target M5 = new Target("M5", 26);

  @AfterAll
  static void writeTheTable() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "calibration.md"), CALIBRATION.report() + SHARES);
  }

  @Test
  void measuredGraphsAreExactOrATie() {
    assumeTrue(MeasuredGraphs.atHand(), "no measured placements here");
    Origin origin = new Origin("E5", M4.toString(), "751K-ctx");
    for (MeasuredGraphs.Case measured : MeasuredGraphs.read()) {
      Prediction prediction = predict(measured.model(), M4);
      List<Row> rows = new ArrayList<>();
      for (OperationPlacement operation : prediction.operations()) {
        measured
            .preferred(operation.index())
            .ifPresent(unit -> rows.add(Calibration.row(operation, unit.equals("A"))));
      }
      if (!rows.isEmpty()) {
        CALIBRATION.add(new Comparison(origin, measured.name(), rows));
      }
    }

    List<Comparison> compared = CALIBRATION.comparisons("751K-ctx");
    assertThat(compared).hasSizeGreaterThan(80);
    assertThat(compared.stream().flatMap(c -> c.rows().stream()))
        .extracting(Row::outcome)
        .doesNotContain(Outcome.MISS, Outcome.OPEN);
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

  @Test
  void mobilenetOnAnM1IsReproduced() {
    assumeTrue(GroundTruth.atHand(), "no ground truth here");
    Map<String, JsonNode> recorded = GroundTruth.mobilenet();
    Prediction prediction = predict(GroundTruth.model("mobilenet-edgetpu", ".mlpackage"), M1);
    Map<String, OperationPlacement> predicted = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (OperationPlacement operation : prediction.operations()) {
      JsonNode row = recorded.get(GroundTruth.recordedName(operation.name()));
      if (row != null && row.path("op").asString().endsWith("." + operation.type())) {
        predicted.put(row.path("output").asString(), operation);
        rows.add(Calibration.row(operation, row.path("selected").asString().equals("ane")));
      }
    }
    CALIBRATION.add(
        new Comparison(new Origin("E5", M1.toString(), "FREE-M1"), "mobilenet-edgetpu", rows));

    assertThat(rows).hasSize(116);
    assertThat(rows).extracting(Row::outcome).containsOnly(Outcome.EXACT);
    assertThat(predicted)
        .allSatisfy((name, operation) -> {
          boolean supported =
              requireNonNull(recorded.get(name)).path("support").path("ane").asBoolean();
          assertThat(operation.eligible() == OperationPlacement.Eligibility.YES)
              .isEqualTo(supported);
        });
  }

  @Test
  void shareOfTheParakeetEncoderOnAnM5LiesWithinThreePercent() {
    assumeTrue(GroundTruth.atHand(), "no ground truth here");
    JsonNode row = requireNonNull(GroundTruth.shares().get("parakeet-eou-encoder-1280ms"));
    Prediction prediction =
        predict(GroundTruth.model("parakeet-eou-encoder-1280ms", ".mlpackage"), M5);
    double least = percent(prediction, Unit.ANE);
    double most = least + percent(prediction, Unit.UNKNOWN);
    SHARES.append(
        String.format(
            java.util.Locale.ROOT,
            "Share of operations, parakeet-eou-encoder-1280ms on %s: predicted %.1f to %.1f %%,"
                + " planned %s %% (FLUID).%n",
            M5,
            least,
            most,
            row.path("ane")));

    assertThat(prediction.operations()).hasSize(row.path("ops").asInt());
    assertThat(least).isBetween(row.path("ane").asDouble() - 3, row.path("ane").asDouble() + 3);
    assertThat(most).isBetween(row.path("ane").asDouble() - 3, row.path("ane").asDouble() + 3);
  }

  @Test
  void parakeetDecoderOnAnM5StaysOnTheCpu() {
    assumeTrue(GroundTruth.atHand(), "no ground truth here");
    Model model = GroundTruth.model("parakeet-eou-decoder", ".mlmodelc");
    assumeTrue(model.body() instanceof ModelBody.Program, "the compiled graph is not read");
    JsonNode row = requireNonNull(GroundTruth.shares().get("parakeet-eou-decoder"));
    Prediction prediction = predict(model, M5);
    List<Row> rows =
        prediction.operations().stream()
            .filter(operation -> operation.unit() != Unit.NONE)
            .map(operation -> Calibration.row(operation, false))
            .toList();
    CALIBRATION.add(
        new Comparison(new Origin("E5", M5.toString(), "FLUID"), "parakeet-eou-decoder", rows));

    assertThat(rows).hasSize(row.path("ops").asInt());
    assertThat(rows).extracting(Row::outcome).containsOnly(Outcome.EXACT);
    assertThat(prediction.verdict().status()).isEqualTo(Verdict.Status.NONE);
  }

  /** Sizes from a thread on an M4; the macOS and the graph around them are not recorded there. */
  @ParameterizedTest
  @CsvSource({
    "matmul, 1, 1, 384, 384, CPU",
    "matmul, 1, 1, 512, 512, ANE",
    "scaled_dot_product_attention, 1, 8, 512, 64, CPU",
    "scaled_dot_product_attention, 1, 16, 1024, 64, CPU",
    "scaled_dot_product_attention, 1, 16, 2048, 64, ANE",
    "scaled_dot_product_attention, 1, 32, 1024, 128, ANE"
  })
  void thresholdsSeenOnAnM4AreCompared(
      String type, long batch, long heads, long length, long width, String unit) {
    boolean product = type.equals("matmul");
    List<String> names = product ? List.of("x", "y") : List.of("query", "key", "value");
    Graphs graph = Graphs.program();
    List<Operation.Operand> operands = new ArrayList<>();
    for (String name : names) {
      graph.input(name, batch, heads, length, width);
      operands.add(new Operation.Reference(name, name));
    }
    graph.op(type, operands, "out", ElementType.FLOAT16, Map.of(), batch, heads, length, width);
    OperationPlacement predicted = predict(graph.model("out"), M4).operations().getFirst();
    Row row = Calibration.row(predicted, unit.equals("ANE"));
    String name = type + " " + List.of(batch, heads, length, width);
    CALIBRATION.add(
        new Comparison(new Origin("E5", "M4 (macOS not recorded)", "VX"), name, List.of(row)));

    assertThat(predicted.eligible()).isEqualTo(OperationPlacement.Eligibility.YES);
    if (product) {
      assertThat(row.outcome()).isEqualTo(Outcome.EXACT);
    }
  }

  private static double percent(Prediction prediction, Unit unit) {
    long count = prediction.operations().stream().filter(op -> op.unit() == unit).count();
    return 100.0 * count / prediction.operations().size();
  }

  private static boolean agrees(Range range, double published, double rounding) {
    return published >= range.least() - rounding && published <= range.most() + rounding;
  }

  private static Prediction predict(Model model, Target target) {
    return PREDICTOR.predict(model, target, ComputeUnits.CPU_AND_NE, null);
  }
}
