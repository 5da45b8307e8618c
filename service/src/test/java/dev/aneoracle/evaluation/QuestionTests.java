package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.MeasurementRequest.Settings;
import dev.aneoracle.host.HostInfo;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuestionTests {

  private static final HostInfo MAC = mac("24A1");

  private static HostInfo mac(String build) {
    return new HostInfo("n", "Apple M1", "Mac1,1", "macOS", "15.1", build, "aarch64", 1, false);
  }

  private static final Capability CAN = Helpers.proven("1");
  private static final Capability CANNOT = new Capability.CannotMeasure("no");

  @Test
  void isTheSameForTheSameThings() {
    assertThat(question("d", Samples.options(), "r", CAN, MAC))
        .isEqualTo(question("d", Samples.options(), "r", CAN, MAC));
  }

  @Test
  void differsWithEverythingTheAnswerDependsOn() {
    EvaluationOptions options = Samples.options();
    EvaluationOptions otherUnits =
        EvaluationOptions.of(ComputeUnits.ALL, List.of(Samples.M1), null);
    EvaluationOptions otherTarget =
        EvaluationOptions.of(ComputeUnits.CPU_AND_NE, List.of(new Target("M4", 15)), null);
    EvaluationOptions otherFunction =
        EvaluationOptions.of(ComputeUnits.CPU_AND_NE, List.of(Samples.M1), "f");

    assertThat(
            Stream.of(
                question("d", options, "r", CAN, MAC),
                question("e", options, "r", CAN, MAC),
                question("d", otherUnits, "r", CAN, MAC),
                question("d", otherTarget, "r", CAN, MAC),
                question("d", otherFunction, "r", CAN, MAC),
                question("d", options, "s", CAN, MAC),
                question("d", options, "r", CANNOT, MAC),
                question("d", options, "r", Helpers.proven("2"), MAC),
                question("d", options, "r", Helpers.withDigest("sha256:1"), MAC),
                question("d", measured(Map.of(), 2), "r", CAN, MAC),
                question("d", measured(Map.of("x", List.of(1L)), 1), "r", CAN, MAC),
                question("d", measured(Map.of("x", List.of(2L)), 1), "r", CAN, MAC),
                question("d", options, "r", CAN, mac("24A2"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void aPredictionDoesNotDependOnWhatIsAskedOfAMeasurement() {
    assertThat(question("d", measured(Map.of(), 2), "r", CANNOT, MAC))
        .isEqualTo(question("d", Samples.options(), "r", CANNOT, MAC));
  }

  private static EvaluationOptions measured(Map<String, List<Long>> shapes, int predictions) {
    Settings usual = Settings.usual();
    return new EvaluationOptions(
        ComputeUnits.CPU_AND_NE,
        List.of(Samples.M1),
        null,
        new MeasuringOptions(
            new Settings(
                predictions,
                usual.optionals(),
                usual.engine(),
                usual.plan(),
                usual.dump(),
                usual.compare(),
                usual.cache()),
            shapes),
        null);
  }

  @Test
  void aPredictionDoesNotDependOnTheHostsBuild() {
    assertThat(question("d", Samples.options(), "r", CANNOT, mac("24A2")))
        .isEqualTo(question("d", Samples.options(), "r", CANNOT, MAC));
  }

  @Test
  void dependsOnAllThatMayAnswerItAndNotOnTheirOrder() {
    MeasuringEnvironment one = new MeasuringEnvironment("M1", "24A1", "1", "sha256:1");
    MeasuringEnvironment other = new MeasuringEnvironment("M4", "24A1", "1", "sha256:1");

    assertThat(question(one, other)).isEqualTo(question(other, one, other));
    assertThat(question(one, other)).isNotEqualTo(question(one));
  }

  private static String question(MeasuringEnvironment... environments) {
    return Question.of("d", Samples.options(), "r", new Route(Route.ANY, List.of(environments)));
  }

  private static String question(
      String digest, EvaluationOptions options, String rules, Capability can, HostInfo host) {
    NodeReport report = NodeReport.of(host, "1", can);
    return Question.of(
        digest,
        options,
        rules,
        report.environment().map(one -> new Route(Route.ANY, List.of(one))).orElse(null));
  }
}
