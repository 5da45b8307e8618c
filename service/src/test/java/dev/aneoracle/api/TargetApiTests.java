package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is predicted, target by target. */
@ServiceTest
class TargetApiTests {

  private static final Multipart CLASSIFIER = Multipart.of(ExampleModel.CLASSIFIER);
  private static final Multipart PROGRAM = Multipart.of(ExampleModel.PROGRAM);

  private final Api api;

  TargetApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void everyTargetHasARow() {
    Reply table = targets("?target=all,A15@16", PROGRAM);
    List<String> rows =
        table.json().at("/targets").valueStream().map(row -> row.at("/target").asString()).toList();

    assertThat(rows).hasSize(24).startsWith("M1@12", "M1@13").endsWith("M6@27", "A15@16");
    assertThat(table.text("/targets/0/system")).isEqualTo("macOS 12");
    assertThat(table.text("/targets/0/twins/0")).isEqualTo("A14");
    assertThat(table.text("/targets/23/system")).isEqualTo("iOS 16");
    assertThat(table.text("/targets/23/twins/0")).isEqualTo("M2");
  }

  @Test
  void classicEngineHasNoEstimateAndTheOtherHasOne() {
    JsonNode rows = targets("?target=M4@27,M1@12", PROGRAM).json().at("/targets");

    assertThat(rows.at("/0/estimate/basis").asString()).isEqualTo("CORE_ML_COST_MODEL");
    assertThat(rows.at("/0/estimate/totalMs/least").asDouble()).isPositive();
    assertThat(rows.at("/1/estimate").isNull()).isTrue();
  }

  @Test
  void phoneSaysWhichMacItIsJudgedAs() {
    Reply submitted = api.submit("?target=A17Pro@18,M4@15", PROGRAM).hasStatus(200);

    assertThat(submitted.text("/predictions/0/target")).isEqualTo("A17Pro@18");
    assertThat(submitted.text("/predictions/0/judgedAs")).isEqualTo("M4@15");
    assertThat(submitted.json().at("/predictions/1/judgedAs").isNull()).isTrue();
    String operations = submitted.header("Location").orElseThrow() + "/operations";
    api.get(operations + "?target=A17Pro@18").hasStatus(200);
  }

  @Test
  void chipWithoutATwinIsRefusedAndSaysWhy() {
    api.submit("?target=A13", CLASSIFIER).isProblem(ProblemType.INVALID_REQUEST).saying("h12");
  }

  @Test
  void blockersStandWithThePrediction() {
    Reply label = api.submit("?target=M1@12", CLASSIFIER).hasStatus(200);
    assertThat(label.text("/predictions/0/blockers/0/kind")).isEqualTo("ALWAYS_OUTSIDE");

    Reply units = api.submit("?target=M1@12&computeUnits=CPU_ONLY", CLASSIFIER).hasStatus(200);
    assertThat(units.text("/predictions/0/blockers/0/kind")).isEqualTo("COMPUTE_UNITS");
    assertThat(units.text("/predictions/0/blockers/0/reason/advice")).contains("CPU_AND_NE");
  }

  @Test
  void operationsOfTheNewerEngineCarryTheirEstimate() {
    Reply submitted = api.submit("?target=M4@27,M1@12", PROGRAM).hasStatus(200);
    String operations = submitted.header("Location").orElseThrow() + "/operations";

    JsonNode newer = api.get(operations + "?target=M4@27").hasStatus(200).json().at("/items");
    JsonNode classic = api.get(operations + "?target=M1@12").hasStatus(200).json().at("/items");

    assertThat(newer.valueStream().map(one -> one.at("/estimate/cpuMs/least").asDouble(0)))
        .anyMatch(time -> time > 0);
    assertThat(classic.valueStream()).allMatch(one -> one.at("/estimate").isNull());
  }

  @Test
  void submissionIsAnsweredWithATableWhereTextIsAskedFor() {
    String table =
        api.submit("?target=all", CLASSIFIER, "Accept", "text/plain").hasStatus(200).body();

    assertThat(table.lines().filter(line -> line.matches("M\\d .*"))).hasSize(6);
    assertThat(table).contains("M5 (A18, A18Pro)  macOS 26-27  CLASSIC  PARTIAL");
  }

  @Test
  void answerIsJsonUnlessTextIsAskedFor() {
    String address = submitted("?target=M1@12", CLASSIFIER) + "/targets";

    assertThat(api.get(address, "Accept", "*/*").hasStatus(200).text("/model"))
        .isEqualTo("TinyClassifier.mlmodel");
    api.get(address, "Accept", "text/csv").isProblem(ProblemType.NOT_ACCEPTABLE);
  }

  @Test
  void unknownEvaluationHasNoTargets() {
    api.get(Api.EVALUATIONS + "/01KANXW3ZP8S5T2J7Q9F0D4E6G/targets")
        .isProblem(ProblemType.UNKNOWN_EVALUATION);
  }

  private Reply targets(String query, Multipart model) {
    return api.get(submitted(query, model) + "/targets").hasStatus(200);
  }

  private String submitted(String query, Multipart model) {
    return api.submit(query, model).hasStatus(200).header("Location").orElseThrow();
  }
}
