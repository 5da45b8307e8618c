package dev.aneoracle.placement;

import static dev.aneoracle.placement.Runs.calls;
import static dev.aneoracle.placement.Runs.keyed;
import static dev.aneoracle.placement.Runs.nameless;
import static dev.aneoracle.placement.Runs.planned;
import static dev.aneoracle.placement.Runs.symbols;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.placement.MeasuredVerdict.Place;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Verdict.Basis;
import dev.aneoracle.placement.Verdict.Status;
import dev.aneoracle.placement.Verdict.UndeterminedReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MeasuredCoverageTests {

  private static final MeasuredCoverage COVERAGE = MeasuredCoverage.load();

  /** a: x -> t1 -> t2 -> y, the second step being the CPU's in the tests that need one. */
  private static Graphs chain() {
    return Graphs.network()
        .input("x", 1, 4, 4)
        .op("add", "x", "t1", 1, 4, 4)
        .op("add", "t1", "c", 1, 4, 4)
        .op("add", "c", "y", 1, 4, 4);
  }

  private static MeasuredVerdict decide(Model model, MeasuredSegment... segments) {
    return COVERAGE.decide(model, Runs.of(segments));
  }

  private static MeasuredVerdict decide(
      Model model, List<PlannedOperation> plan, MeasuredSegment... segments) {
    return COVERAGE.decide(model, Runs.of(plan, segments));
  }

  /** What the predecessor of this service decides wrongly, and what it decides rightly. */
  @Nested
  class CasesOfThePredecessor {

    @Test
    void noAneEvaluationAtAllIsNone() {
      MeasuredVerdict decided = decide(chain().model("y"));

      assertThat(decided.verdict().status()).isEqualTo(Status.NONE);
      assertThat(decided.verdict().summary()).contains("never tried");
      assertThat(decided.verdict().operationShare()).isZero();
    }

    @Test
    void twoInputsAndNoEvaluationIsNoneToo() {
      Model model =
          Graphs.network()
              .input("a", 1, 4, 4)
              .input("b", 1, 4, 4)
              .op("add", "a,b", "y", 1, 4, 4)
              .model("y");

      assertThat(decide(model).verdict().status()).isEqualTo(Status.NONE);
    }

    @Test
    void hooksThatAreNotProvenGiveNoVerdict() {
      Run run =
          new Run(ComputeUnits.CPU_AND_NE, null, "a hook is missing", List.of(), List.of(), null);

      Verdict verdict = COVERAGE.decide(chain().model("y"), run).verdict();

      assertThat(verdict.status()).isEqualTo(Status.UNDETERMINED);
      assertThat(verdict.reason()).isEqualTo(UndeterminedReason.HOOKS_NOT_PROVEN);
      assertThat(verdict.status().code()).isNull();
    }

    @Test
    void wholeModelInOneSegmentOrInAChainIsFull() {
      Model model = chain().model("y");

      assertThat(decide(model, keyed(0, "x", "y")).verdict().status()).isEqualTo(Status.FULL);
      assertThat(decide(model, keyed(0, "x", "c"), keyed(1, "c", "y")).verdict().status())
          .isEqualTo(Status.FULL);
    }

    @Test
    void segmentThatReadsWhatTheCpuMadeIsPartial() {
      MeasuredVerdict decided = decide(chain().model("y"), keyed(0, "x", "t1"), keyed(1, "c", "y"));

      assertThat(decided.verdict().status()).isEqualTo(Status.PARTIAL);
      assertThat(decided.verdict().onlyPostProcessingOutside()).isFalse();
      assertThat(decided.onAne())
          .isEqualTo(
              Map.of(
                  new Place(null, 0), true, new Place(null, 1), false, new Place(null, 2), true));
      assertThat(decided.verdict().operationShare()).isEqualTo(2.0 / 3);
    }

    @Test
    void firstOperationOnTheCpuBesideASegmentThatAlsoReadsTheInputIsPartial() {
      Model model =
          Graphs.network()
              .input("x", 1, 4, 4)
              .op("add", "x", "c", 1, 4, 4)
              .op("add", "c,x", "y", 1, 4, 4)
              .model("y");

      assertThat(decide(model, keyed(0, "c,x", "y")).verdict().status()).isEqualTo(Status.PARTIAL);
    }

    @Test
    void namesWithASuffixAreStillFull() {
      MeasuredVerdict decided = decide(chain().model("y"), keyed(0, "x@input", "y@output"));

      assertThat(decided.verdict().status()).isEqualTo(Status.FULL);
      assertThat(decided.notes()).anyMatch(note -> note.contains("@"));
    }

    @Test
    void unusedOptionalInputIsStillFull() {
      Model model =
          Graphs.network()
              .input("x", 1, 4, 4)
              .input("unused", 1, 4, 4)
              .op("add", "x", "y", 1, 4, 4)
              .model("y");

      assertThat(decide(model, keyed(0, "x", "y")).verdict().status()).isEqualTo(Status.FULL);
    }
  }

  /** How far Core ML got where nothing ran. */
  @Nested
  class None {

    @Test
    void saysThatACompileFailedAndWhy() {
      Run run =
          new Run(
              ComputeUnits.CPU_AND_NE,
              null,
              null,
              List.of(),
              List.of("ANECCompile() FAILED"),
              null);

      assertThat(COVERAGE.decide(chain().model("y"), run).verdict().summary())
          .contains("compile failed", "ANECCompile() FAILED");
    }

    @Test
    void saysThatAProgramWasLoadedButNeverEvaluated() {
      MeasuredVerdict decided = decide(chain().model("y"), calls(keyed(0, "x", "y"), 0, 0));

      assertThat(decided.verdict().status()).isEqualTo(Status.NONE);
      assertThat(decided.verdict().summary()).contains("loaded but never evaluated");
    }

    @Test
    void failedCallsCountForNothing() {
      MeasuredVerdict decided = decide(chain().model("y"), calls(keyed(0, "x", "y"), 0, 2));

      assertThat(decided.verdict().status()).isEqualTo(Status.NONE);
      assertThat(decided.verdict().summary()).contains("2 ANE calls failed");
      assertThat(decided.segments()).isEmpty();
    }

    @Test
    void saysThatTheComputeUnitsLeaveTheAneOut() {
      Run run = new Run(ComputeUnits.CPU_ONLY, null, null, List.of(), List.of(), null);

      assertThat(COVERAGE.decide(chain().model("y"), run).verdict().summary()).contains("CPU_ONLY");
    }

    @Test
    void aModelWithoutANetworkIsNone() {
      Model tree =
          Graphs.model(
              ModelType.TREE_ENSEMBLE_REGRESSOR,
              Graphs.tensors("x"),
              Graphs.tensors("y"),
              "",
              new ModelBody.Opaque());

      assertThat(decide(tree).verdict().status()).isEqualTo(Status.NONE);
      assertThat(decide(tree).verdict().summary()).contains("no neural network");
    }
  }

  /** Programs whose names say too little. */
  @Nested
  class Unknown {

    private static final Model MODEL = chain().model("y");

    @Test
    void programWithoutNamesNeedsAPlan() {
      MeasuredVerdict decided = decide(MODEL, nameless());

      assertThat(decided.verdict().status()).isEqualTo(Status.UNDETERMINED);
      assertThat(decided.verdict().reason()).isEqualTo(UndeterminedReason.COVERAGE_UNKNOWN);
      assertThat(decided.needsPlan()).isTrue();
    }

    @Test
    void planThatPrefersTheAneThroughoutIsFull() {
      MeasuredVerdict decided =
          decide(
              MODEL,
              List.of(
                  Runs.constant("w"),
                  planned("ios17.cast", "x16", "CPU"),
                  planned("ios17.conv", "t1", "ANE"),
                  planned("ios17.conv", "y", "ANE"),
                  planned("ios17.cast", "y32", "CPU"),
                  planned("classify", "label", "CPU")),
              nameless());

      assertThat(decided.verdict().status()).isEqualTo(Status.FULL);
      assertThat(decided.verdict().basis()).isEqualTo(Basis.MEASURED_AND_PLANNED);
      assertThat(decided.verdict().operationShare()).isEqualTo(1.0);
    }

    @Test
    void planThatPrefersAnotherUnitSomewhereIsPartial() {
      MeasuredVerdict decided =
          decide(
              MODEL,
              List.of(
                  planned("conv", "t1", "ANE"),
                  planned("cast", "c", "CPU"),
                  planned("conv", "y", "ANE")),
              nameless());

      assertThat(decided.verdict().status()).isEqualTo(Status.PARTIAL);
      assertThat(decided.verdict().basis()).isEqualTo(Basis.MEASURED_AND_PLANNED);
      assertThat(decided.verdict().operationShare()).isEqualTo(2.0 / 3);
    }

    @Test
    void planOfOtherFunctionsDoesNotCount() {
      List<PlannedOperation> plan =
          List.of(
              new PlannedOperation(null, "main", "y", "relu", List.of("y"), "ANE"),
              new PlannedOperation(null, "other", "z", "relu", List.of("z"), "CPU"));
      Model model = Graphs.program().input("x", 1, 4).op("relu", "x", "y", 1, 4).model("y");

      assertThat(decide(model, plan, nameless()).verdict().status()).isEqualTo(Status.FULL);
    }

    @Test
    void aPlanAloneIsNoRun() {
      MeasuredVerdict decided = decide(MODEL, List.of(planned("conv", "y", "ANE")));

      assertThat(decided.verdict().status()).isEqualTo(Status.NONE);
      assertThat(decided.verdict().basis()).isEqualTo(Basis.MEASURED);
    }

    @Test
    void emptyPlanLeavesItUndetermined() {
      MeasuredVerdict decided = decide(MODEL, List.of(), nameless());

      assertThat(decided.verdict().status()).isEqualTo(Status.UNDETERMINED);
      assertThat(decided.needsPlan()).isFalse();
    }

    @Test
    void namelessProgramBesideOnesThatCoverEverythingLeavesDoubt() {
      assertThat(decide(MODEL, keyed(0, "x", "y"), nameless()).verdict().status())
          .isEqualTo(Status.UNDETERMINED);
    }

    @Test
    void nameThatTheGraphDoesNotKnowIsNeitherASourceNorTheCpus() {
      assertThat(decide(MODEL, symbols("cast_0", "y")).verdict().status())
          .isEqualTo(Status.UNDETERMINED);
      assertThat(decide(MODEL, symbols("x", "cast_1")).verdict().status())
          .isEqualTo(Status.UNDETERMINED);
    }

    @Test
    void compiledModelIsDecidedByItsInterfaceWhereThatSuffices() {
      Model compiled =
          Graphs.model(
              ModelType.ML_PROGRAM,
              Graphs.tensors("x"),
              Graphs.tensors("y"),
              "",
              new ModelBody.Compiled(Map.of("conv", 3)));

      assertThat(decide(compiled, symbols("x", "y")).verdict().status()).isEqualTo(Status.FULL);
      assertThat(decide(compiled, symbols("x", "y")).verdict().operationShare()).isNull();
      assertThat(decide(compiled, symbols("x", "m"), symbols("m", "y")).verdict().status())
          .isEqualTo(Status.FULL);
      assertThat(decide(compiled, symbols("x", "m"), symbols("k", "y")).needsPlan()).isTrue();
      assertThat(decide(compiled).verdict().status()).isEqualTo(Status.NONE);
    }

    @Test
    void classifierIsPartialEitherWay() {
      Model model =
          Graphs.network()
              .input("image", 1, 4, 4)
              .op("softmax", "image", "probabilities", 1, 4, 4)
              .classifier("probabilities");

      MeasuredVerdict decided = decide(model, nameless());

      assertThat(decided.verdict().status()).isEqualTo(Status.PARTIAL);
      assertThat(decided.needsPlan()).isTrue();
      assertThat(
              decide(model, List.of(planned("softmax", "probabilities", "ANE")), nameless())
                  .verdict()
                  .onlyPostProcessingOutside())
          .isTrue();
    }
  }
}
