package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.conv;
import static dev.aneoracle.placement.Graphs.tensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelType;
import dev.aneoracle.placement.OperationPlacement.Eligibility;
import dev.aneoracle.placement.OperationPlacement.Unit;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Predictor.UnknownFunctionException;
import dev.aneoracle.placement.Verdict.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final Target M1 = new Target("M1", 12);
  private static final Target M4 = new Target("M4", 27);

  @ParameterizedTest
  @EnumSource(names = {"CPU_ONLY", "CPU_AND_GPU"})
  void computeUnitsWithoutTheAneAreNone(ComputeUnits units) {
    Prediction prediction = PREDICTOR.predict(PublishedKeysTests.mnist(), M1, units, null);

    assertThat(prediction.verdict().status()).isEqualTo(Status.NONE);
    assertThat(prediction.verdict().operationShare()).isZero();
    assertThat(prediction.segments()).isEmpty();
    assertThat(prediction.operations()).noneMatch(op -> op.unit() == Unit.ANE);
    assertThat(prediction.operations().getFirst().eligible()).isEqualTo(Eligibility.YES);
  }

  @Test
  void networkFollowedByNonNeuralStagesOnlyIsOnlyPostProcessing() {
    Prediction prediction =
        predict(pipeline(network("image", "boxes"), nms("boxes", "coordinates")), M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.verdict().onlyPostProcessingOutside()).isTrue();
    assertThat(prediction.verdict().summary())
        .isEqualTo("1 segment on the ANE; only the stage nonMaximumSuppression runs outside it");
    assertThat(prediction.segments()).extracting(Segment::stage).containsExactly(0);
  }

  @Test
  void nonNeuralStageBetweenNetworksIsPartial() {
    Prediction prediction =
        predict(pipeline(network("image", "t"), nms("t", "u"), network("u", "coordinates")), M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.verdict().onlyPostProcessingOutside()).isFalse();
    assertThat(prediction.segments()).extracting(s -> s.key().isegment()).containsExactly(0, 1);
    assertThat(prediction.segments()).extracting(Segment::stage).containsExactly(0, 2);
  }

  @Test
  void networksInARowAreFullAndNamesAreTheirOwnInEachStage() {
    Prediction prediction =
        predict(pipeline(network("image", "t"), network("t", "coordinates")), M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.FULL);
    assertThat(prediction.segments())
        .extracting(segment -> segment.key().outputs().keySet().toString())
        .containsExactly("[t]", "[coordinates]");
  }

  @Test
  void builtInNetworkThatCannotBeReadLeavesThePipelineUndetermined() {
    Model print = opaque(ModelType.VISION_FEATURE_PRINT, "image", "features");
    Model classifier = opaque(ModelType.GLM_CLASSIFIER, "features", "coordinates");

    Prediction prediction = predict(pipeline(print, classifier), M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.UNDETERMINED);
    assertThat(prediction.unknownOperations()).containsExactly("visionFeaturePrint");
    assertThat(prediction.verdict().summary())
        .contains("NONE if none of them run there, PARTIAL if all of them do");
    assertThat(prediction.verdict().operationShare()).isNull();
  }

  @Test
  void treesAreNone() {
    Prediction prediction = predict(opaque(ModelType.TREE_ENSEMBLE_CLASSIFIER, "x", "y"), M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.NONE);
    assertThat(prediction.runtime()).isEqualTo(Engine.NONE);
    assertThat(prediction.verdict().summary())
        .isEqualTo("nothing on the ANE; no neural network: treeEnsembleClassifier");
  }

  @Test
  void compiledModelIsUndeterminedByItsOperationTypes() {
    Model model =
        Graphs.model(
            ModelType.ML_PROGRAM,
            tensors("x"),
            tensors("y"),
            "",
            new ModelBody.Compiled(Map.of("relu", 2, "conv", 3)));

    Prediction prediction = predict(model, M4);

    assertThat(prediction.verdict().status()).isEqualTo(Status.UNDETERMINED);
    assertThat(prediction.unknownOperations()).containsExactly("conv", "relu");
    assertThat(prediction.runtime()).isEqualTo(Engine.E5);
  }

  @Test
  void eligibleOnE5IsNotYetPlaced() {
    Prediction prediction = predict(relu(ElementType.FLOAT16), M4);

    assertThat(prediction.runtime()).isEqualTo(Engine.E5);
    assertThat(prediction.verdict().status()).isEqualTo(Status.NONE);
    assertThat(prediction.verdict().summary()).contains("the cost model leaves them on the CPU");
    assertThat(prediction.unknownOperations()).isEmpty();
    assertThat(prediction.operations().getFirst().eligible()).isEqualTo(Eligibility.YES);
    assertThat(prediction.operations().getFirst().unit()).isEqualTo(Unit.OUTSIDE);
  }

  @Test
  void programThatComputesIn32BitsIsNoneOnBothEngines() {
    assertThat(predict(relu(ElementType.FLOAT32), M4).verdict().status()).isEqualTo(Status.NONE);
    assertThat(predict(relu(ElementType.FLOAT32), M1).verdict().status()).isEqualTo(Status.NONE);
    assertThat(predict(relu(ElementType.FLOAT32), M1).runtime()).isEqualTo(Engine.CLASSIC);
  }

  @Test
  void unknownOperationIsNamedAndItsBoundsAreNotPublished() {
    Model model =
        Graphs.network()
            .input("image", 3, 8, 8)
            .op("convolution", "image", "a", conv(3, 1, 1, 1, 3, 8), 8, 8, 8)
            .op("lrn", "a", "b", 8, 8, 8)
            .op("softmax", "b", "probabilities", 8, 8, 8)
            .classifier("probabilities");

    Prediction prediction = predict(model, M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.verdict().onlyPostProcessingOutside()).isFalse();
    assertThat(prediction.verdict().summary())
        .isEqualTo("between 1 and 2 segments on the ANE; not known: lrn");
    assertThat(prediction.verdict().operationShare()).isNull();
    assertThat(prediction.segments()).isEmpty();
    assertThat(prediction.warnings()).anyMatch(text -> text.startsWith("The bounds of some"));
    assertThat(prediction.unknownOperations()).containsExactly("lrn");
  }

  @Test
  void segmentThatDoesNotDependOnTheUnknownOperationIsPublished() {
    Model model =
        Graphs.network()
            .input("image", 3, 8, 8)
            .op("add", "image", "a", 3, 8, 8)
            .op("custom", "a", "b", 3, 8, 8)
            .op("lrn", "b", "c", 3, 8, 8)
            .model("c");

    Prediction prediction = predict(model, M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.segments()).hasSize(1);
  }

  @Test
  void gapIsReadByTheNextSegmentAsItsInput() {
    Model model =
        Graphs.network()
            .input("image", 3, 8, 8)
            .op("add", "image", "a", 3, 8, 8)
            .op("custom", "a", "b", 3, 8, 8)
            .op("add", "a,b", "c", 3, 8, 8)
            .model("c");

    List<Segment> segments = predict(model, M1).segments();

    assertThat(segments.get(0).key().outputs().keySet()).containsExactly("a");
    assertThat(segments.get(1).key().inputs().keySet()).containsExactly("a", "b");
  }

  @Test
  void modelOfIdentitiesHasNothingToRun() {
    Model model =
        Graphs.network()
            .input("image", 3, 8, 8)
            .op(
                "activation",
                "image",
                "out",
                Graphs.with("nonlinearity", "linear", "alpha", 1.0),
                3,
                8,
                8)
            .model("out");

    Prediction prediction = predict(model, M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.NONE);
    assertThat(prediction.operations().getFirst().unit()).isEqualTo(Unit.NONE);
  }

  @Test
  void classifierProgramIsTheLabelOutside() {
    Model program = relu(ElementType.FLOAT16);
    ModelBody.Program body = (ModelBody.Program) program.body();
    Model model =
        Graphs.model(
            ModelType.ML_PROGRAM,
            program.inputs(),
            List.of(new Feature("label", new Feature.Scalar("string"), false)),
            "label",
            new ModelBody.Program(
                List.of(
                    Graphs.program()
                        .input("x", 1, 8)
                        .op("relu", "x", "y", 1, 8)
                        .op("classify", "y", "label", 1)
                        .graph("label")),
                body.defaultFunction()));

    Prediction prediction = predict(model, M1);

    assertThat(prediction.verdict().status()).isEqualTo(Status.PARTIAL);
    assertThat(prediction.verdict().onlyPostProcessingOutside()).isTrue();
  }

  @Test
  void flexibleShapeIsWarnedOf() {
    Model fixed = relu(ElementType.FLOAT16);
    Feature flexible =
        new Feature("x", new Feature.MultiArray(ElementType.FLOAT16, List.of(1L, 8L), true), false);

    Model model = Graphs.model(fixed.type(), List.of(flexible), fixed.outputs(), "", fixed.body());

    assertThat(predict(model, M4).warnings()).anyMatch(text -> text.contains("flexible shape"));
  }

  @Test
  void unknownFunctionIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(
            () -> PREDICTOR.predict(relu(ElementType.FLOAT16), M4, ComputeUnits.ALL, "decode"))
        .isInstanceOf(UnknownFunctionException.class)
        .hasMessage("The model has no function \"decode\"; it has main.");
    assertThatThrownBy(
            () -> PREDICTOR.predict(PublishedKeysTests.mnist(), M1, ComputeUnits.ALL, "decode"))
        .isInstanceOf(UnknownFunctionException.class);
  }

  @Test
  void workIsCountedInMultiplyAdds() {
    Prediction prediction = predict(PublishedKeysTests.mnist(), M1);

    assertThat(prediction.operations().get(0).flops()).isEqualTo(2L * 16 * 28 * 28 * 9);
    assertThat(prediction.operations().get(2).flops()).isEqualTo(16L * 14 * 14 * 4);
    assertThat(prediction.operations().get(10).flops()).isEqualTo(2L * 576 * 128);
    assertThat(prediction.operations().get(13).flops()).isEqualTo(50L);
  }

  private static Model relu(ElementType element) {
    return Graphs.program()
        .input("x", element, 1, 8)
        .op("relu", Graphs.references("x"), "y", element, Map.of(), 1, 8)
        .model("y");
  }

  private static Model network(String input, String output) {
    return Graphs.network()
        .input(input, 3, 8, 8)
        .op("add", input, "inside", 3, 8, 8)
        .op("add", "inside", output, 3, 8, 8)
        .model(output);
  }

  private static Model nms(String input, String output) {
    return opaque(ModelType.NON_MAXIMUM_SUPPRESSION, input, output);
  }

  private static Model opaque(ModelType type, String input, String output) {
    return Graphs.model(type, tensors(input), tensors(output), "", new ModelBody.Opaque());
  }

  private static Model pipeline(Model... stages) {
    return Graphs.model(
        ModelType.PIPELINE,
        tensors("image"),
        tensors("coordinates"),
        "",
        new ModelBody.Pipeline(
            List.of(stages).stream().map(model -> new ModelBody.Stage("", model)).toList()));
  }

  private static Prediction predict(Model model, Target target) {
    return PREDICTOR.predict(model, target, ComputeUnits.CPU_AND_NE, null);
  }
}
