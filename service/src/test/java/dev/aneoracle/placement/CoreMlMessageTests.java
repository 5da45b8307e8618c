package dev.aneoracle.placement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aneoracle.coreml.Operation;
import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Core ML's own words stand beside ours, and are those that were seen. */
class CoreMlMessageTests {

  private static final RuleData DATA = RuleData.load();
  private static final Target M4 = new Target("M4", 27);

  @Test
  void whatCoreMlSaysStandsBesideWhatWeSay() {
    Reason reason = reason("mod", Engine.E5);

    assertThat(reason.message()).isEqualTo("The ANE has no mod.");
    assertThat(reason.coreMlMessage()).isEqualTo("Unsupported MIL operation \"mod\".");
  }

  @Test
  void messageIsOfTheEngineThatSaidIt() {
    assertThat(reason("lstm", Engine.E5).coreMlMessage())
        .isEqualTo("Unsupported MIL operation \"lstm\".");
    assertThat(reason("lstm", Engine.CLASSIC).coreMlMessage()).isNull();
  }

  @Test
  void messageIsOfTheTypesItWasSeenFor() {
    assertThat(reason("sliding_windows", Engine.E5).coreMlMessage())
        .isEqualTo("MIL converter not implemented");
    assertThat(reason("one_hot", Engine.E5).coreMlMessage()).isNull();
  }

  @Test
  void factsOfTheOperationAreFilledIn() {
    OperationView pool =
        CaseOperations.program(
            "max_pool",
            Graphs.with("kernel_sizes", Graphs.pair(1, 15), "strides", Graphs.pair(1, 1)),
            new long[] {1, 8, 32, 32},
            new long[] {1, 8, 32, 18});
    assertThat(DATA.rules().rule(pool, Engine.E5, M4).reason())
        .extracting(Reason::coreMlMessage)
        .isEqualTo("Invalid Pool kernel width (15), must be [1-8] or 32.");
  }

  @Test
  void everyMeasuredMessageIsTheOneThatIsGiven() {
    assumeTrue(MeasuredGraphs.atHand(), "no measured placements here");
    List<String> other = new ArrayList<>();
    int compared = 0;
    JsonNode all = MeasuredGraphs.measured();
    for (MeasuredGraphs.Case measured : MeasuredGraphs.read()) {
      GraphIndex index = new GraphIndex(measured.graph(), GraphIndex.Format.PROGRAM);
      for (Operation operation : measured.graph().operations()) {
        String said = MeasuredGraphs.refusal(all, measured, operation.index());
        if (!said.isEmpty()) {
          compared++;
          Ruling ruling = DATA.rules().rule(new OperationView(operation, index), Engine.E5, M4);
          Reason reason = ruling.reason();
          if (reason == null || !said.equals(reason.coreMlMessage())) {
            other.add(measured.name() + " " + operation.type() + ": " + said + ", not " + reason);
          }
        }
      }
    }

    assertThat(compared).isGreaterThan(10);
    assertThat(other).isEmpty();
  }

  @Test
  void everyRuleThatKeepsOffTheAneHasAdvice() {
    assertThat(DATA.rules().rules())
        .filteredOn(rule ->
            switch (rule.effect()) {
              case OUTSIDE, REFUSED, UNDECIDED -> rule.advice().isEmpty();
              case CONSTANT, ELIDED, SUPPORTED -> false;
            })
        .extracting(Rule::id)
        .isEmpty();
  }

  private static Reason reason(String type, Engine engine) {
    long[] sizes = {1, 8, 4, 4};
    OperationView view = CaseOperations.program(type, Map.of(), sizes, sizes);
    return requireNonNull(DATA.rules().rule(view, engine, M4).reason());
  }
}
