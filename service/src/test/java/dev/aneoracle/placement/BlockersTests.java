package dev.aneoracle.placement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.Blocker.Kind;
import dev.aneoracle.placement.OperationPlacement.OperationTime;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps a model from being wholly on the ANE, and what it costs. */
class BlockersTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final Target M4 = new Target("M4", 27);
  private static final Target M5 = new Target("M5", 27);
  private static final Target M1 = new Target("M1", 12);

  @Test
  void wholeModelHasNone() {
    assertThat(predict("conv conv conv sigmoid", M4).blockers()).isEmpty();
  }

  @Test
  void refusedOperationInTheMiddleCostsItsChangesOfUnit() {
    Blocker blocker = only(predict("conv conv conv conv cumsum conv conv conv conv sigmoid", M4));

    assertThat(blocker.kind()).isEqualTo(Kind.REFUSED);
    assertThat(blocker.types()).containsExactly("cumsum");
    assertThat(blocker.names()).containsExactly("t4");
    assertThat(blocker.operations()).isEqualTo(1);
    assertThat(blocker.reason().rule()).isEqualTo("e5-cumsum");
    Bounds saves = requireNonNull(blocker.savesMs());
    assertThat(saves.least()).isCloseTo(0.25, within(0.002));
    assertThat(saves.most()).isCloseTo(0.25, within(0.002));
    assertThat(requireNonNull(blocker.timeShare()).most()).isBetween(0.0, 0.2);
    assertThat(blocker.flopShare()).isNotNull().isBetween(0.0, 0.001);
  }

  @Test
  void mostExpensiveOneComesFirst() {
    Prediction prediction =
        predict("mod conv conv conv conv conv cumsum conv conv conv conv conv sigmoid", M4);

    assertThat(prediction.blockers())
        .extracting(Blocker::types)
        .containsExactly(List.of("cumsum"), List.of("mod"));
  }

  @Test
  void operationsOfOneTypeAndReasonAreOne() {
    Blocker blocker =
        predict("cumsum conv cumsum cumsum cumsum cumsum cumsum", M4).blockers().stream()
            .filter(one -> one.kind() == Kind.REFUSED)
            .findFirst()
            .orElseThrow();

    assertThat(blocker.operations()).isEqualTo(6);
    assertThat(blocker.names()).containsExactly("t0", "t2", "t3", "t4", "t5");
  }

  @Test
  void whatTheCostModelKeepsOffIsOneWhateverItsTypes() {
    Blocker blocker = only(predict("conv sigmoid", M4));

    assertThat(blocker.kind()).isEqualTo(Kind.COST_MODEL);
    assertThat(blocker.types()).containsExactly("conv", "sigmoid");
    assertThat(blocker.savesMs()).isNull();
    assertThat(blocker.timeShare()).isEqualTo(new Bounds(1, 1));
    assertThat(blocker.reason().message())
        .startsWith(
            "The ANE could run these 2 operations, but the path over the CPU costs less: estimated"
                + " 0.00826 to 0.00827 ms on the ANE and 0.104 ms on the CPU in all; each change");
  }

  @Test
  void whatMayGoEitherWayIsToldFromWhatIsUnknown() {
    Prediction prediction = predict("conv conv conv conv logical_not conv conv conv relu", M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.UNDETERMINED);
    assertThat(prediction.blockers())
        .extracting(blocker -> blocker.kind() + " " + blocker.reason().code())
        .containsExactly("UNKNOWN NO_RULE", "COST_MODEL_OPEN COST_MODEL_UNDECIDED");
  }

  @Test
  void computeUnitsComeBeforeWhatIsRefusedAnyway() {
    Prediction prediction =
        PREDICTOR.predict(chain("conv cumsum conv"), M4, ComputeUnits.CPU_ONLY, null);

    assertThat(prediction.blockers())
        .extracting(Blocker::kind)
        .containsExactly(Kind.COMPUTE_UNITS, Kind.REFUSED);
    assertThat(prediction.blockers().getFirst().operations()).isEqualTo(2);
    TimeEstimate estimate = requireNonNull(prediction.estimate());
    assertThat(estimate.timeShare()).isEqualTo(new Bounds(0, 0));
    assertThat(estimate.totalMs()).isEqualTo(estimate.cpuMs());
  }

  @Test
  void labelOfAClassifierIsToldApart() {
    Prediction prediction =
        PREDICTOR.predict(
            Graphs.network().input("x", 8, 1, 1).op("softmax", "x", "p", 8, 1, 1).classifier("p"),
            M1,
            ComputeUnits.CPU_AND_NE,
            null);

    assertThat(prediction.verdict().onlyPostProcessingOutside()).isTrue();
    Blocker blocker = only(prediction);
    assertThat(blocker.kind()).isEqualTo(Kind.ALWAYS_OUTSIDE);
    assertThat(blocker.operations()).isZero();
    assertThat(blocker.names()).containsExactly("p", "classLabel");
    assertThat(blocker.types()).containsExactly("dictionary", "int64");
  }

  @Test
  void classicEngineOrdersByWorkAndHasNoTimes() {
    Graphs graph = Graphs.network().input("x", 8, 16, 16);
    graph.op("custom", "x", "a", 8, 16, 16);
    graph.op("activation", "a", "b", Graphs.with("nonlinearity", "ReLU"), 8, 16, 16);
    graph.op("resizeBilinear", "b", "c", Graphs.with("targetSize", Graphs.pair(20, 20)), 8, 20, 20);
    Prediction prediction = PREDICTOR.predict(graph.model("c"), M1, ComputeUnits.CPU_AND_NE, null);

    assertThat(prediction.estimate()).isNull();
    assertThat(prediction.operations()).allMatch(operation -> operation.estimate() == null);
    assertThat(prediction.blockers())
        .extracting(Blocker::types)
        .containsExactly(List.of("custom"), List.of("resizeBilinear"));
    assertThat(prediction.blockers())
        .allMatch(blocker -> blocker.timeShare() == null && blocker.savesMs() == null);
  }

  @Test
  void modelOfManyUnknownTypesListsTheFirstFifty() {
    String types =
        IntStream.range(0, 3000).mapToObj(i -> "odd" + i).collect(Collectors.joining(" "));

    assertThat(predict(types, M4).blockers()).hasSize(50);
  }

  @Test
  void operationWithoutAKnownFormulaLeavesTheTotalOpen() {
    Prediction prediction = predict("conv conv conv conv lstm", M4);

    assertThat(prediction.estimate()).isNull();
    assertThat(prediction.operations().getFirst().estimate()).isNotNull();
    assertThat(prediction.operations().getLast().estimate()).isNull();
    assertThat(prediction.blockers().getFirst().types()).containsExactly("lstm");
    assertThat(prediction.blockers().getFirst().savesMs()).isNull();
  }

  @Test
  void operationThatTheAneRefusesHasNoTimeThere() {
    Prediction prediction = predict("conv cumsum", M4);

    OperationTime refused = requireNonNull(prediction.operations().getLast().estimate());
    assertThat(refused.aneMs()).isNull();
    assertThat(refused.cpuMs().least()).isPositive();
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  /** What mod costs on the CPU, sign does too: both follow the roofline. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatEndingABlockerSavesIsWhatTheModelWithoutItCostsLess(int seed) {
    String types = types(seed, List.of("conv", "conv", "conv", "sigmoid", "mod"));
    for (Target target : List.of(M4, M5)) {
      Prediction with = predict(types, target);
      Prediction without = predict(types.replace("mod", "sign"), target);
      double saved =
          requireNonNull(with.estimate()).totalMs().least()
              - requireNonNull(without.estimate()).totalMs().least();
      for (Blocker blocker : with.blockers()) {
        if (blocker.kind() == Kind.REFUSED) {
          Bounds saves = requireNonNull(blocker.savesMs());
          assertThat(saved)
              .as("%s on %s", types, target)
              .isBetween(saves.least() - 1e-3, saves.most() + 1e-3);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shareOfTimeAndTotalFollowFromTheOperations(int seed) {
    Prediction prediction = predict(types(seed, List.of("conv", "conv", "sigmoid", "mod")), M4);
    double on = 0;
    double off = 0;
    int changes = 0;
    Unit before = prediction.operations().getFirst().unit();
    for (OperationPlacement operation : prediction.operations()) {
      OperationTime time = requireNonNull(operation.estimate());
      if (operation.unit() == Unit.ANE) {
        on += requireNonNull(time.aneMs()).least();
      } else {
        off += time.cpuMs().least();
      }
      changes += operation.unit() == before ? 0 : 1;
      before = operation.unit();
    }
    int charged = changes + (on > 0 ? 1 : 0) + (before == Unit.ANE ? 1 : 0);

    TimeEstimate estimate = requireNonNull(prediction.estimate());
    assertThat(estimate.timeShare().least()).isCloseTo(on / (on + off), within(1e-3));
    assertThat(estimate.timeShare().most()).isCloseTo(on / (on + off), within(1e-3));
    assertThat(estimate.totalMs().least()).isCloseTo(on + off + 0.125 * charged, within(1e-3));
  }

  private static String types(int seed, List<String> choice) {
    Random random = new Random(seed);
    List<String> types = new ArrayList<>();
    for (int i = 0; i < 6 + random.nextInt(20); i++) {
      types.add(choice.get(random.nextInt(choice.size())));
    }
    types.add("sigmoid");
    return String.join(" ", types);
  }

  private static Blocker only(Prediction prediction) {
    assertThat(prediction.blockers()).hasSize(1);
    return prediction.blockers().getFirst();
  }

  private static Prediction predict(String types, Target target) {
    return PREDICTOR.predict(chain(types), target, ComputeUnits.CPU_AND_NE, null);
  }

  private static Model chain(String types) {
    Graphs graph = Graphs.program().input("x", 1, 64, 32, 32);
    String before = "x";
    int count = 0;
    for (String type : types.split(" ", -1)) {
      String made = "t" + count++;
      graph.op(type, operands(type, before), made, ElementType.FLOAT16, Map.of(), 1, 64, 32, 32);
      before = made;
    }
    return graph.model(before);
  }

  private static List<Operand> operands(String type, String input) {
    Reference read = new Reference("x", input);
    return type.equals("conv")
        ? List.of(read, new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, 3, 3)))
        : List.of(read);
  }
}
