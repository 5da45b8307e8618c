package dev.aneoracle.placement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.OperationPlacement.OperationTime;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chips of iPhones and iPads, judged as the Mac's chip with the same Neural Engine. */
class TwinEvidenceTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();

  @Test
  void predictionIsOfThePhoneAndSaysWhichMacItIsJudgedAs() {
    Prediction prediction = predict(chain("conv sigmoid"), "A17Pro@18");

    assertThat(prediction.target()).hasToString("A17Pro@18");
    assertThat(prediction.judgedAs()).hasToString("M4@15");
    assertThat(prediction.warnings()).anyMatch(text -> text.contains("M4@15"));
    assertThat(predict(chain("conv sigmoid"), "M4@15").judgedAs()).isNull();
  }

  @Test
  void whatWasMeasuredOnAMacOnlyIsInferred() {
    Model model = chain("cumsum");

    assertThat(confidence(predict(model, "M4@27"))).isEqualTo("M");
    assertThat(confidence(predict(model, "A17Pro@27"))).isEqualTo("I");
    assertThat(predict(model, "A17Pro@27").blockers())
        .allMatch(blocker -> blocker.reason().confidence().equals("I"));
  }

  @Test
  void whatWasMeasuredOnThePhoneKeepsItsConfidence() {
    Model model =
        Graphs.program()
            .input("x", 1, 8, 1, 20_000)
            .op("relu", "x", "y", 1, 8, 1, 20_000)
            .model("y");

    assertThat(confidence(predict(model, "A15@17"))).isEqualTo("M");
    assertThat(confidence(predict(model, "A14@17"))).isEqualTo("I");
  }

  @Test
  void costsOfAMacBoundThoseOfItsTwin() {
    OperationTime mac = first(predict(chain("conv"), "M4@27"));
    OperationTime phone = first(predict(chain("conv"), "A17Pro@27"));

    assertThat(phone.cpuMs().least()).isLessThan(mac.cpuMs().least() / 1.9);
    assertThat(phone.cpuMs().most()).isGreaterThan(mac.cpuMs().most() * 1.9);
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void phoneDecidesNothingOtherThanItsTwin(int seed) {
    Random random = new Random(seed);
    List<String> types = new ArrayList<>();
    for (int i = 0; i < 5 + random.nextInt(15); i++) {
      types.add(List.of("conv", "conv", "sigmoid", "cumsum").get(random.nextInt(4)));
    }
    Model model = chain(String.join(" ", types));
    List<Unit> mac =
        predict(model, "M4@27").operations().stream().map(OperationPlacement::unit).toList();
    List<Unit> phone =
        predict(model, "A17Pro@27").operations().stream().map(OperationPlacement::unit).toList();

    for (int i = 0; i < mac.size(); i++) {
      assertThat(phone.get(i)).isIn(mac.get(i), Unit.UNKNOWN);
    }
  }

  private static String confidence(Prediction prediction) {
    return requireNonNull(prediction.operations().getFirst().reason()).confidence();
  }

  private static OperationTime first(Prediction prediction) {
    return requireNonNull(prediction.operations().getFirst().estimate());
  }

  private static Prediction predict(Model model, String target) {
    return PREDICTOR.predict(
        model, PREDICTOR.targets(target).getFirst(), ComputeUnits.CPU_AND_NE, null);
  }

  private static Model chain(String types) {
    Graphs graph = Graphs.program().input("x", 1, 64, 32, 32);
    String before = "x";
    int count = 0;
    for (String type : types.split(" ", -1)) {
      String made = "t" + count++;
      Reference read = new Reference("x", before);
      List<Operand> operands =
          type.equals("conv")
              ? List.of(read, new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, 3, 3)))
              : List.of(read);
      graph.op(type, operands, made, ElementType.FLOAT16, Map.of(), 1, 64, 32, 32);
      before = made;
    }
    return graph.model(before);
  }
}
