package dev.aneoracle.placement;

import static dev.aneoracle.placement.Runs.keyed;
import static dev.aneoracle.placement.Runs.symbols;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.placement.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MeasuredEdgesTests {

  private static final MeasuredCoverage COVERAGE = MeasuredCoverage.load();

  private static MeasuredVerdict decide(Model model, MeasuredSegment... segments) {
    return COVERAGE.decide(model, Runs.of(segments));
  }

  /** What happens at the edges of a model. */
  @Nested
  class Edges {

    private static Graphs program() {
      return Graphs.program()
          .input("x", ElementType.FLOAT32, 1, 4)
          .op("cast", "x", "x_to_fp16", 1, 4)
          .op("relu", "x_to_fp16", "t", 1, 4)
          .op("relu", "t", "y_fp16", 1, 4)
          .op("cast", Graphs.references("y_fp16"), "y", ElementType.FLOAT32, Map.of(), 1, 4);
    }

    @Test
    void castsBetweenFloatsAreIgnoredAndReported() {
      MeasuredVerdict decided = decide(program().model("y"), symbols("x_to_fp16", "y_fp16"));

      assertThat(decided.verdict().status()).isEqualTo(Status.FULL);
      assertThat(decided.notes()).anyMatch(note -> note.startsWith("2 operations at the model's"));
      assertThat(decided.verdict().operationShare()).isEqualTo(1.0);
      assertThat(decided.segments().getFirst().keyConstructed()).isTrue();
      assertThat(decided.segments().getFirst().key().inputs())
          .containsEntry("x_to_fp16", new SegmentKey.Extent(List.of(4L, 1L, 1L, 1L, 1L)));
    }

    @Test
    void castsInsideTheSegmentAreFullToo() {
      assertThat(decide(program().model("y"), symbols("x", "y")).verdict().status())
          .isEqualTo(Status.FULL);
    }

    @Test
    void castInTheMiddleIsNotIgnored() {
      Model model =
          Graphs.program()
              .input("x", 1, 4)
              .op("relu", "x", "t", 1, 4)
              .op("cast", Graphs.references("t"), "m", ElementType.FLOAT32, Map.of(), 1, 4)
              .op("relu", "m", "y", 1, 4)
              .model("y");

      assertThat(decide(model, symbols("x", "t"), symbols("m", "y")).verdict().status())
          .isEqualTo(Status.PARTIAL);
    }

    @Test
    void castFromIntegersIsNotIgnored() {
      Model model =
          Graphs.program()
              .input("x", ElementType.INT32, 1, 4)
              .op("cast", "x", "h", 1, 4)
              .op("relu", "h", "y", 1, 4)
              .model("y");

      assertThat(decide(model, symbols("h", "y")).verdict().status()).isEqualTo(Status.PARTIAL);
    }

    @Test
    void outputThatOnlyRepeatsAnInputIsNotMadeOnTheAne() {
      Model model =
          Graphs.program()
              .input("x", 1, 4)
              .op("relu", "x", "y", 1, 4)
              .op("identity", "x", "z", 1, 4)
              .model("y", "z");

      assertThat(decide(model, symbols("x", "y")).verdict().status()).isEqualTo(Status.PARTIAL);
      assertThat(decide(model, symbols("x", "y,z")).verdict().status()).isEqualTo(Status.FULL);
    }

    @Test
    void labelAndDictionaryAreOnlyPostProcessing() {
      Model model =
          Graphs.network()
              .input("image", 1, 4, 4)
              .op("softmax", "image", "probabilities", 1, 4, 4)
              .classifier("probabilities");

      Verdict verdict = decide(model, keyed(0, "image", "probabilities")).verdict();

      assertThat(verdict.status()).isEqualTo(Status.PARTIAL);
      assertThat(verdict.onlyPostProcessingOutside()).isTrue();
    }

    @Test
    void aStateThatTheSegmentUpdatesIsCoveredAndOneThatTheCpuUpdatesIsNot() {
      Model model = stateful();

      assertThat(decide(model, symbols("x,s", "y", "s")).verdict().status()).isEqualTo(Status.FULL);
      assertThat(decide(model, symbols("x,s", "y,n")).verdict().status()).isEqualTo(Status.FULL);
      assertThat(decide(model, symbols("x,s", "y")).verdict().status()).isEqualTo(Status.PARTIAL);
    }

    private static Model stateful() {
      Graphs graph =
          Graphs.program()
              .input("x", 1, 4)
              .input("s", 1, 4)
              .op("read_state", "s", "r", 1, 4)
              .op("add", "x,r", "n", 1, 4)
              .op(
                  "coreml_update_state",
                  List.of(
                      new dev.aneoracle.coreml.Operation.Reference("state", "s"),
                      new dev.aneoracle.coreml.Operation.Reference("value", "n")),
                  "u",
                  ElementType.FLOAT16,
                  Map.of(),
                  1,
                  4)
              .op("relu", "n", "y", 1, 4);
      Feature.MultiArray array = new Feature.MultiArray(ElementType.FLOAT16, List.of(), false);
      return new Model(
          ModelType.ML_PROGRAM,
          9,
          false,
          Graphs.tensors("x"),
          Graphs.tensors("y"),
          List.of(new Feature("s", new Feature.State(array), false)),
          "",
          new ModelBody.Program(List.of(graph.graph("y")), "main"),
          List.of());
    }
  }

  /** Models of several stages. */
  @Nested
  class Pipelines {

    private static Model stage(String input, String output) {
      return Graphs.network().input(input, 1, 4, 4).op("add", input, output, 1, 4, 4).model(output);
    }

    private static Model pipeline(String output, Model... stages) {
      List<ModelBody.Stage> all = new ArrayList<>();
      for (Model stage : stages) {
        all.add(new ModelBody.Stage("", stage));
      }
      return Graphs.model(
          ModelType.PIPELINE,
          Graphs.tensors("x"),
          Graphs.tensors(output),
          "",
          new ModelBody.Pipeline(all));
    }

    @Test
    void allStagesCount() {
      Model model = pipeline("y", stage("x", "m"), stage("m", "y"));

      MeasuredVerdict both = decide(model, symbols("x", "m"), symbols("m", "y"));

      assertThat(both.verdict().status()).isEqualTo(Status.FULL);
      assertThat(both.segments()).extracting(Segment::stage).containsExactly(0, 1);
      assertThat(decide(model, symbols("m", "y")).verdict().status()).isEqualTo(Status.PARTIAL);
    }

    @Test
    void stageThatNoNameTellsApartLeavesItOpen() {
      Model model = pipeline("x", stage("x", "x"), stage("x", "x"));

      assertThat(decide(model, symbols("x", "x")).verdict().status())
          .isNotIn(Status.FULL, Status.NONE);
    }

    @Test
    void nonNeuralStageAtTheEndIsOnlyPostProcessing() {
      Model suppression =
          Graphs.model(
              ModelType.NON_MAXIMUM_SUPPRESSION,
              Graphs.tensors("m"),
              Graphs.tensors("y"),
              "",
              new ModelBody.Opaque());

      Verdict verdict =
          decide(pipeline("y", stage("x", "m"), suppression), symbols("x", "m")).verdict();

      assertThat(verdict.status()).isEqualTo(Status.PARTIAL);
      assertThat(verdict.onlyPostProcessingOutside()).isTrue();
    }

    @Test
    void nonNeuralStageBeforeANetworkIsMore() {
      Model scaler =
          Graphs.model(
              ModelType.SCALER,
              Graphs.tensors("x"),
              Graphs.tensors("m"),
              "",
              new ModelBody.Opaque());

      Verdict verdict = decide(pipeline("y", scaler, stage("m", "y")), symbols("m", "y")).verdict();

      assertThat(verdict.status()).isEqualTo(Status.PARTIAL);
      assertThat(verdict.onlyPostProcessingOutside()).isFalse();
    }
  }
}
