package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.placement.Predictor;
import dev.aneoracle.placement.RuleBasedPredictor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeProgramTests {

  @TempDir Path folder;

  @Test
  void readsAndPredictsAHundredThousandOperations() throws Exception {
    Path bundle = folder.resolve("large.mlpackage");
    LargeProgram.write(bundle, 100_000, 1);
    Model model = new ModelReader().read(bundle);
    Predictor predictor = RuleBasedPredictor.load();
    assertThat(
            predictor
                .predict(
                    model,
                    predictor.targets("M4@27").getFirst(),
                    Predictor.ComputeUnits.CPU_AND_NE,
                    null)
                .operations())
        .hasSize(100_000);
  }

  @Test
  void readsAProgramWhoseWeightsDoNotFitInTheHeap() throws Exception {
    Path bundle = folder.resolve("large.mlpackage");
    LargeProgram.write(bundle, 8, 1L << 30);
    Model model = new ModelReader().read(bundle);
    Graph graph = ((ModelBody.Program) model.body()).functions().getFirst();
    assertThat(model.warnings()).isEmpty();
    assertThat(graph.operations())
        .extracting(Operation::type)
        .containsExactly(
            "layer_norm",
            "linear",
            "reshape",
            "transpose",
            "softmax",
            "transpose",
            "reshape",
            "add");
    assertThat(graph.operations().get(1).name()).isEqualTo("layer_1_linear");
    assertThat(graph.operations().get(1).operands())
        .contains(new Operation.Constant("bias", ElementType.FLOAT16, Shape.of(512)));
    assertThat(graph.operations().get(4).attribute("axis")).contains(Attribute.Numbers.of(-1));
  }
}
