package dev.aneoracle.placement;

import static java.util.Objects.requireNonNull;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.Calibration.Comparison;
import dev.aneoracle.placement.Calibration.Origin;
import dev.aneoracle.placement.Calibration.Outcome;
import dev.aneoracle.placement.Calibration.Row;
import dev.aneoracle.placement.OperationPlacement.Eligibility;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything measured that predictions are held to: rebuilt here, or read where it is at hand. */
final class CalibrationSources {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final Target M4 = new Target("M4", 27);
  private static final Target M1 = new Target("M1", 14);
  private static final Target M5 = new Target("M5", 26);
  private static final double SHARE_MARGIN = 3;

  private CalibrationSources() {}

  /**
   * Measurements of one author.
   *
   * @param missing what is not here, empty where all is
   */
  record Source(String name, String missing, Supplier<List<Comparison>> comparisons) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Source> all() {
    String graphs = MeasuredGraphs.atHand() ? "" : "the measured placements";
    String models = GroundTruth.atHand() ? "" : "the models with recorded placements";
    return List.of(
        new Source("published keys", "", CalibrationSources::keys),
        new Source("probes", "", CalibrationSources::probes),
        new Source("BiSeNetV2", "", CalibrationSources::keyOfAnIphone),
        new Source("measured graphs", graphs, CalibrationSources::graphs),
        new Source("compiled for an M1", "", SecondHandCases::compiledForAnM1),
        new Source("MobilenetEdgeTPU", models, CalibrationSources::mobilenet),
        new Source("Parakeet", models, CalibrationSources::parakeet),
        new Source("ResNet-50", "", SecondHandCases::residualNetwork),
        new Source("matrix products and attention", "", SecondHandCases::productsAndAttention));
  }

  static Prediction predict(Model model, Target target) {
    return PREDICTOR.predict(model, target, ComputeUnits.CPU_AND_NE, null);
  }

  private static List<Comparison> keys() {
    return PublishedKeys.all().stream()
        .map(published -> key(published, published.target().toString()))
        .toList();
  }

  private static List<Comparison> keyOfAnIphone() {
    PublishedKeys.Case published = PublishedKeys.bilateral();
    return List.of(key(published, "iPhone, January 2025 (as " + published.target() + ")"));
  }

  private static Comparison key(PublishedKeys.Case published, String place) {
    Prediction prediction = predict(published.model(), published.target());
    List<Row> rows =
        prediction.operations().stream()
            .filter(operation -> operation.unit() != Unit.NONE)
            .map(operation ->
                Calibration.row(operation, !published.outside().contains(operation.name())))
            .toList();
    List<JsonNode> keys =
        prediction.segments().stream()
            .map(segment -> JsonMapper.shared().writeValueAsString(segment.key()))
            .map(key -> JsonMapper.shared().readTree(key))
            .toList();
    boolean same = keys.equals(List.of(JsonMapper.shared().readTree(published.key())));
    boolean open = prediction.verdict().status() == Verdict.Status.UNDETERMINED;
    return new Comparison(
        new Origin("CLASSIC", place, published.source()),
        published.name(),
        rows,
        List.of(
            new Row(
                "segment key",
                same ? Outcome.EXACT : open ? Outcome.OPEN : Outcome.MISS,
                "predicted " + keys),
            verdict(prediction, prediction.verdict().status() == published.status())));
  }

  private static Row verdict(Prediction prediction, boolean agrees) {
    Verdict.Status status = prediction.verdict().status();
    return status == Verdict.Status.UNDETERMINED
        ? new Row("verdict", Outcome.OPEN, "predicted " + status)
        : Row.of("verdict", agrees, "predicted " + status);
  }

  private static List<Comparison> probes() {
    Target target = new Target("M1", 12);
    List<Comparison> comparisons = new ArrayList<>();
    for (ProbedOperations.Probe probe : ProbedOperations.all()) {
      Prediction prediction = predict(probe.model(), target);
      boolean full = prediction.verdict().status() == Verdict.Status.FULL;
      List<Row> rows =
          prediction.operations().stream()
              .filter(operation -> operation.unit() != Unit.NONE)
              .filter(operation -> probe.compatible() || probe.probed().contains(operation.type()))
              .map(operation -> Calibration.row(operation, probe.compatible()))
              .toList();
      comparisons.add(
          new Comparison(
              new Origin("CLASSIC", target.toString(), "CSS"),
              probe.name(),
              rows,
              List.of(verdict(prediction, full == probe.compatible()))));
    }
    return comparisons;
  }

  private static List<Comparison> graphs() {
    Origin origin = new Origin("E5", M4.toString(), "751K-ctx");
    List<Comparison> comparisons = new ArrayList<>();
    for (MeasuredGraphs.Case measured : MeasuredGraphs.read()) {
      Prediction prediction = predict(measured.model(), M4);
      List<Row> rows = new ArrayList<>();
      for (OperationPlacement operation : prediction.operations()) {
        measured
            .preferred(operation.index())
            .ifPresent(unit -> rows.add(Calibration.row(operation, unit.equals("A"))));
      }
      if (!rows.isEmpty()) {
        comparisons.add(new Comparison(origin, measured.name(), rows));
      }
    }
    return comparisons;
  }

  private static List<Comparison> mobilenet() {
    Map<String, JsonNode> recorded = GroundTruth.mobilenet();
    Prediction prediction = predict(GroundTruth.model("mobilenet-edgetpu", ".mlpackage"), M1);
    List<Row> rows = new ArrayList<>();
    for (OperationPlacement operation : prediction.operations()) {
      JsonNode row = recorded.get(GroundTruth.recordedName(operation.name()));
      if (row != null && row.path("op").asString().endsWith("." + operation.type())) {
        rows.add(recorded(operation, row));
      }
    }
    return List.of(
        new Comparison(new Origin("E5", M1.toString(), "FREE-M1"), "mobilenet-edgetpu", rows));
  }

  /** Compares the unit, whether the ANE supports it, and the text of the refusal. */
  private static Row recorded(OperationPlacement operation, JsonNode row) {
    boolean supported = row.path("support").path("ane").asBoolean();
    String message = row.path("messages").path("ane").asString("");
    String said = operation.reason() == null ? null : operation.reason().coreMlMessage();
    String predicted = said == null ? "" : said;
    return Calibration.row(operation, row.path("selected").asString().equals("ane"))
        .unless(
            (operation.eligible() == Eligibility.YES) != supported,
            "support is recorded as " + supported)
        .unless(!predicted.contains(message), "recorded \"" + message + "\", not " + predicted);
  }

  private static List<Comparison> parakeet() {
    Origin origin = new Origin("E5", M5.toString(), "FLUID");
    Map<String, JsonNode> shares = GroundTruth.shares();
    Prediction decoder = predict(GroundTruth.model("parakeet-eou-decoder", ".mlmodelc"), M5);
    List<Row> rows =
        decoder.operations().stream()
            .filter(operation -> operation.unit() != Unit.NONE)
            .map(operation -> Calibration.row(operation, false))
            .toList();
    JsonNode planned = requireNonNull(shares.get("parakeet-eou-encoder-1280ms"));
    Prediction encoder =
        predict(GroundTruth.model("parakeet-eou-encoder-1280ms", ".mlpackage"), M5);
    return List.of(
        new Comparison(
            origin,
            "parakeet-eou-decoder",
            rows,
            List.of(
                count(rows.size(), requireNonNull(shares.get("parakeet-eou-decoder"))),
                verdict(decoder, decoder.verdict().status() == Verdict.Status.NONE))),
        new Comparison(
            origin,
            "parakeet-eou-encoder-1280ms",
            List.of(),
            List.of(count(encoder.operations().size(), planned), share(encoder, planned))));
  }

  private static Row count(int operations, JsonNode planned) {
    int wanted = planned.path("ops").asInt();
    return Row.of(
        "operations", operations == wanted, operations + " here, " + wanted + " in the plan");
  }

  private static Row share(Prediction prediction, JsonNode planned) {
    double least = percent(prediction, Unit.ANE);
    double most = least + percent(prediction, Unit.UNKNOWN);
    double wanted = planned.path("ane").asDouble();
    return Row.of(
        "share of operations on the ANE",
        least >= wanted - SHARE_MARGIN && most <= wanted + SHARE_MARGIN,
        String.format(
            Locale.ROOT, "planned %.0f %%, predicted %.1f to %.1f %%", wanted, least, most));
  }

  private static double percent(Prediction prediction, Unit unit) {
    long count = prediction.operations().stream().filter(op -> op.unit() == unit).count();
    return 100.0 * count / prediction.operations().size();
  }
}
