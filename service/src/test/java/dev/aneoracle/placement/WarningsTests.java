package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of whole models. */
class WarningsTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final Target M4 = new Target("M4", 27);
  private static final Target M1 = new Target("M1", 12);

  @Test
  void programIn32BitFloatsIsTold() {
    Model model = elementwise(ElementType.FLOAT32).model("y");

    assertThat(warnings(model, M4)).anyMatch(text -> text.contains("1 operations compute with 32"));
    assertThat(warnings(elementwise(ElementType.FLOAT16).model("y"), M4))
        .noneMatch(text -> text.contains("compute with 32"));
  }

  @Test
  void integersAreToldOnTheEngineThatRefusesThem() {
    Model model = elementwise(ElementType.INT32).model("y");

    assertThat(warnings(model, M4)).anyMatch(text -> text.startsWith("2 tensors are 32-bit int"));
    assertThat(warnings(model, M1)).noneMatch(text -> text.contains("32-bit int"));
  }

  @Test
  void weightsOverTwoGibibytesAreTold() {
    assertThat(warnings(weighing(40_000), M4))
        .anyMatch(text -> text.startsWith("The weights take 2.98 GiB."));
    assertThat(warnings(weighing(30_000), M4)).noneMatch(text -> text.contains("GiB"));
  }

  private static Model weighing(long side) {
    return Graphs.program()
        .input("x", 1, side)
        .op(
            "linear",
            List.of(
                new Reference("x", "x"),
                new Constant("weight", ElementType.FLOAT16, Shape.of(side, side))),
            "y",
            ElementType.FLOAT16,
            Map.of(),
            1,
            side)
        .model("y");
  }

  @Test
  void modelBelowTheChargesOfTheAneIsTold() {
    assertThat(warnings(elementwise(ElementType.FLOAT16).model("y"), M4))
        .anyMatch(text -> text.contains("charges for starting the ANE"));
    assertThat(warnings(elementwise(ElementType.FLOAT16).model("y"), M1))
        .noneMatch(text -> text.contains("charges for starting the ANE"));
    assertThat(warnings(weighing(20_000), M4))
        .noneMatch(text -> text.contains("charges for starting the ANE"));
  }

  @Test
  void statesAreToldAndMoreThanTwoToldAgain() {
    assertThat(warnings(stateful(0), M4)).noneMatch(text -> text.contains("states"));
    assertThat(warnings(stateful(2), M4))
        .anyMatch(text -> text.startsWith("The model keeps 2 states"))
        .noneMatch(text -> text.contains("with three they failed"));
    assertThat(warnings(stateful(3), M4)).anyMatch(text -> text.contains("with three they failed"));
  }

  private static Model stateful(int states) {
    Model plain = elementwise(ElementType.FLOAT16).model("y");
    Feature.MultiArray array = new Feature.MultiArray(ElementType.FLOAT16, List.of(1L), false);
    return new Model(
        plain.type(),
        plain.specificationVersion(),
        false,
        plain.inputs(),
        plain.outputs(),
        IntStream.range(0, states)
            .mapToObj(i -> new Feature("state" + i, new Feature.State(array), false))
            .toList(),
        "",
        plain.body(),
        List.of());
  }

  @Test
  void flexibleInputIsTold() {
    Model plain = elementwise(ElementType.FLOAT16).model("y");
    Model flexible =
        new Model(
            plain.type(),
            plain.specificationVersion(),
            false,
            List.of(
                new Feature(
                    "x", new Feature.MultiArray(ElementType.FLOAT16, List.of(8L), true), false)),
            plain.outputs(),
            List.of(),
            "",
            plain.body(),
            List.of());

    assertThat(warnings(flexible, M4))
        .anyMatch(text -> text.startsWith("Input x has a flexible shape"));
    assertThat(warnings(plain, M4)).noneMatch(text -> text.contains("flexible"));
  }

  @Test
  void everyWarningHasAdviceAndAKnownSource() {
    RuleData data = RuleData.load();
    assertThat(data.warnings()).isNotEmpty();
    for (GraphWarning warning : data.warnings()) {
      assertThat(warning.message()).as(warning.id()).endsWith(".");
      assertThat(warning.advice()).as(warning.id()).endsWith(".");
      assertThat(warning.confidence()).as(warning.id()).matches("[MSDFI]");
      assertThat(warning.sources()).as(warning.id()).isNotEmpty();
    }
  }

  private static Graphs elementwise(ElementType element) {
    return Graphs.program()
        .input("x", element, 8)
        .op("relu", List.of(new Reference("x", "x")), "y", element, Map.of(), 8);
  }

  private static List<String> warnings(Model model, Target target) {
    return PREDICTOR.predict(model, target, ComputeUnits.CPU_AND_NE, null).warnings();
  }
}
