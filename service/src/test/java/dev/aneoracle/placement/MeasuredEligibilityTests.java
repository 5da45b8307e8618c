package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.coreml.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Compares the rules with what Core ML's compute plan said on an M4 with macOS 27, for every
 * operation of the published graphs. A prediction may be silent, it must not be wrong.
 */
class MeasuredEligibilityTests {

  private static final RuleData DATA = RuleData.load();
  private static final Target M4 = new Target("M4", 27);

  @Test
  void rulesAgreeWithTheComputePlan() {
    assumeTrue(MeasuredGraphs.atHand(), "no measured placements here");
    List<String> wrong = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    int compared = 0;
    for (MeasuredGraphs.Case measured : MeasuredGraphs.read()) {
      GraphIndex index = new GraphIndex(measured.graph(), GraphIndex.Format.PROGRAM);
      for (Operation operation : measured.graph().operations()) {
        JsonNode plan = measured.plan().get(operation.index()).path("supported");
        if (plan.isMissingNode() || plan.isEmpty()) {
          continue;
        }
        compared++;
        boolean supported = plan.valueStream().anyMatch(unit -> unit.asString().equals("ANE"));
        Ruling ruling = DATA.rules().rule(new OperationView(operation, index), Engine.E5, M4);
        String name = measured.name() + " " + operation.type();
        switch (ruling.eligibility()) {
          case YES -> note(!supported, wrong, name + " is refused, not " + ruling.rule());
          case NO -> note(supported, wrong, name + " is supported, not " + ruling.rule());
          case UNKNOWN, NOT_APPLICABLE -> note(true, silent, name + " " + ruling.rule());
        }
      }
    }

    assertThat(compared).isGreaterThan(700);
    assertThat(wrong).isEmpty();
    assertThat(silent).as("of " + compared).hasSizeLessThan(5);
  }

  @Test
  void refusalsCarryTheRecordedText() {
    assumeTrue(MeasuredGraphs.atHand(), "no measured placements here");
    List<String> other = new ArrayList<>();
    int compared = 0;
    for (MeasuredGraphs.Case measured : MeasuredGraphs.read()) {
      GraphIndex index = new GraphIndex(measured.graph(), GraphIndex.Format.PROGRAM);
      for (Operation operation : measured.graph().operations()) {
        String text = measured.message(operation.index());
        if (text.isEmpty()) {
          continue;
        }
        compared++;
        OperationPlacement.Reason reason =
            DATA.rules().rule(new OperationView(operation, index), Engine.E5, M4).reason();
        String predicted = reason == null ? null : reason.coreMlMessage();
        boolean same = predicted != null && predicted.contains(text);
        note(!same, other, measured.name() + " " + text + ": " + predicted);
      }
    }

    assertThat(compared).isGreaterThan(15);
    assertThat(other).isEmpty();
  }

  private static void note(boolean applies, List<String> list, String text) {
    if (applies) {
      list.add(text);
    }
  }
}
