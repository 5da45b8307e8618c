package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import dev.aneoracle.placement.OperationPlacement.Eligibility;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Verdict.Status;
import dev.aneoracle.placement.Verdict.UndeterminedReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of convolutions and other operations on the E5 engine. */
class CostPlacementTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final Target M4 = new Target("M4", 27);
  private static final Target M1 = new Target("M1", 27);
  private static final String REFUSED = "cumsum";
  private static final String SILENT = "logical_not";

  @Test
  void programThatSavesEnoughIsFull() {
    Prediction prediction = predict(chain("conv conv conv sigmoid"), M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.FULL);
    assertThat(prediction.verdict().operationShare()).isEqualTo(1.0);
    assertThat(prediction.verdict().flopShare()).isEqualTo(1.0);
    assertThat(prediction.segments()).hasSize(1);
    assertThat(prediction.segments().getFirst().keyConstructed()).isTrue();
    assertThat(prediction.segments().getFirst().key().outputs().keySet()).containsExactly("t3");
    assertThat(prediction.operations()).allMatch(op -> op.unit() == Unit.ANE);
    assertThat(prediction.operations()).allMatch(op -> op.reason() == null);
  }

  @Test
  void smallProgramStaysOnTheCpuAndSaysWhy() {
    Prediction prediction = predict(chain("conv sigmoid"), M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.NONE);
    assertThat(prediction.verdict().operationShare()).isZero();
    assertThat(prediction.verdict().summary())
        .isEqualTo(
            "nothing on the ANE; it could run conv, sigmoid, but the cost model leaves them on the"
                + " CPU");
    OperationPlacement convolution = prediction.operations().getFirst();
    assertThat(convolution.eligible()).isEqualTo(Eligibility.YES);
    assertThat(convolution.unit()).isEqualTo(Unit.OUTSIDE);
    assertThat(convolution.reason())
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo("COST_MODEL_PREFERS_CPU");
          assertThat(reason.message())
              .isEqualTo(
                  "The ANE can run it, but the path over the CPU costs less: estimated 0.00467 ms"
                      + " on the ANE and 0.100 ms on the CPU; each change of unit costs 0.125 ms,"
                      + " starting the ANE 0.125 ms and ending on it 0.125 ms.");
          assertThat(reason.confidence()).isEqualTo("M");
          assertThat(reason.advice()).isNotEmpty();
        });
  }

  @Test
  void programIsOpenWhereTheRangeOfTheCostsHoldsBothAnswers() {
    Prediction prediction = predict(chain("linear ".repeat(15) + "sigmoid"), M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.UNDETERMINED);
    assertThat(prediction.verdict().reason()).isEqualTo(UndeterminedReason.COVERAGE_UNKNOWN);
    assertThat(prediction.operations())
        .allSatisfy(operation -> {
          assertThat(operation.unit()).isEqualTo(Unit.UNKNOWN);
          assertThat(operation.reason()).extracting("code").isEqualTo("COST_MODEL_UNDECIDED");
          assertThat(operation.reason()).extracting("confidence").isEqualTo("I");
        });
  }

  @Test
  void programIsDecidedWhereTheRangeOfTheCostsHoldsOneAnswer() {
    assertThat(predict(chain("linear ".repeat(60) + "sigmoid"), M1).verdict().status())
        .isEqualTo(Status.FULL);
    assertThat(predict(chain("linear ".repeat(4) + "sigmoid"), M1).verdict().status())
        .isEqualTo(Status.NONE);
  }

  @Test
  void reluAtTheEndMayFallToEither() {
    Prediction prediction = predict(chain("conv conv conv relu"), M4);

    OperationPlacement last = prediction.operations().getLast();
    assertThat(last.unit()).isEqualTo(Unit.UNKNOWN);
    assertThat(last.reason()).extracting("code").isEqualTo("COST_MODEL_TIE");
    assertThat(prediction.operations().subList(0, 3)).allMatch(op -> op.unit() == Unit.ANE);
    assertThat(prediction.verdict().status()).isEqualTo(Status.UNDETERMINED);
    assertThat(prediction.verdict().summary())
        .isEqualTo(
            "what is known of the E5 engine's costs does not decide where relu would run; PARTIAL"
                + " if none of them run there, FULL if all of them do; 75.0 to 100.0 % of the"
                + " operations on the ANE");
  }

  @Test
  void refusedOperationCutsTheProgram() {
    Prediction prediction =
        predict(chain("conv conv conv conv cumsum conv conv conv conv sigmoid"), M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.segments()).hasSize(2);
    assertThat(prediction.verdict().operationShare()).isEqualTo(0.9);
    assertThat(prediction.operations().get(4).reason())
        .extracting("code")
        .isEqualTo("UNSUPPORTED_OPERATION");
  }

  @Test
  void operationOfWhichNothingIsKnownIsOutsideWhereTheCpuIsCheaperEitherWay() {
    Prediction prediction = predict(chain("logical_not conv"), M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.NONE);
    assertThat(prediction.unknownOperations()).containsExactly("logical_not");
    OperationPlacement first = prediction.operations().getFirst();
    assertThat(first.eligible()).isEqualTo(Eligibility.UNKNOWN);
    assertThat(first.unit()).isEqualTo(Unit.OUTSIDE);
    assertThat(first.reason())
        .satisfies(reason -> assertThat(reason.message()).startsWith("Even if the ANE takes it"));
  }

  @Test
  void castsAtTheEdgeArePlacedButDoNotCount() {
    Graphs graph = Graphs.program().input("x", ElementType.FLOAT32, 1, 64, 32, 32);
    graph.op("cast", "x", "t", 1, 64, 32, 32);
    add(graph, List.of("conv", "conv", "conv"), "t");
    graph.op("cast", Graphs.references("t2"), "y", ElementType.FLOAT32, Map.of(), 1, 64, 32, 32);

    Prediction modern = predict(graph.model("y"), M4);
    Prediction older = predict(graph.model("y"), new Target("M1", 14));

    assertThat(modern.verdict().status()).isEqualTo(Status.FULL);
    assertThat(modern.operations()).allMatch(op -> op.unit() == Unit.ANE);
    assertThat(older.operations().getFirst().unit()).isEqualTo(Unit.OUTSIDE);
    assertThat(older.operations().getFirst().reason())
        .extracting("rule")
        .isEqualTo("e5-cast-of-float32-macos-14");
    assertThat(modern.verdict().operationShare()).isEqualTo(1.0);
  }

  @Test
  void computeUnitsWithoutTheAneAreTheReason() {
    Prediction prediction =
        PREDICTOR.predict(chain("conv sigmoid"), M4, ComputeUnits.CPU_ONLY, null);

    assertThat(prediction.operations())
        .allSatisfy(operation ->
            assertThat(operation.reason()).extracting("code").isEqualTo("UNIT_NOT_ALLOWED"));
  }

  static IntStream seeds() {
    return IntStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsDecidedHoldsForEveryTruthOfTheUnknown(int seed) {
    Random random = new Random(seed);
    List<String> types = new ArrayList<>();
    int count = 4 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      List<String> choice = List.of("conv", "conv", "conv", "sigmoid", "relu", REFUSED, SILENT);
      types.add(choice.get(random.nextInt(choice.size())));
    }
    List<Integer> silent =
        IntStream.range(0, count).filter(i -> types.get(i).equals(SILENT)).boxed().toList();
    Prediction prediction = predict(chain(String.join(" ", types)), M4);

    Set<Status> seen = new HashSet<>();
    for (int mask = 0; mask < 1 << silent.size(); mask++) {
      List<String> truth = new ArrayList<>(types);
      for (int bit = 0; bit < silent.size(); bit++) {
        truth.set(silent.get(bit), (mask >> bit & 1) == 1 ? "sigmoid" : REFUSED);
      }
      Prediction known = predict(chain(String.join(" ", truth)), M4);
      seen.add(known.verdict().status());
      for (int i = 0; i < count; i++) {
        Unit open = prediction.operations().get(i).unit();
        if (open != Unit.UNKNOWN) {
          assertThat(known.operations().get(i).unit()).as("%s %d", truth, i).isEqualTo(open);
        }
      }
    }

    if (prediction.verdict().status() != Status.UNDETERMINED) {
      assertThat(seen).containsExactly(prediction.verdict().status());
    }
  }

  @Test
  void timeGrowsWithTheNumberOfOperationsOnly() {
    Prediction prediction = predict(chain("conv relu ".repeat(5_000) + "sigmoid"), M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.FULL);
    assertThat(prediction.operations()).hasSize(10_001);
  }

  private static Model chain(String types) {
    Graphs graph = Graphs.program().input("x", 1, 64, 32, 32);
    List<String> steps = List.of(types.trim().split(" +", -1));
    add(graph, steps, "x");
    return graph.model("t" + (steps.size() - 1));
  }

  private static void add(Graphs graph, List<String> types, String first) {
    String before = first;
    for (int i = 0; i < types.size(); i++) {
      Reference input = new Reference("x", before);
      before = "t" + i;
      graph.op(
          types.get(i),
          operands(types.get(i), input),
          before,
          ElementType.FLOAT16,
          Map.of(),
          1,
          64,
          32,
          32);
    }
  }

  private static List<Operand> operands(String type, Operand input) {
    return switch (type) {
      case "conv" ->
          List.of(input, new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, 3, 3)));
      case "linear" ->
          List.of(input, new Constant("weight", ElementType.FLOAT16, Shape.of(32, 32)));
      default -> List.of(input);
    };
  }

  private static Prediction predict(Model model, Target target) {
    return PREDICTOR.predict(model, target, ComputeUnits.CPU_AND_NE, null);
  }
}
