package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.coreml.ModelType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

class RuleDataTests {

  private static final RuleData DATA = RuleData.load();
  private static final List<RuleCases.Case> CASES = RuleCases.all();

  @TestFactory
  Stream<DynamicTest> ruleDecidesItsCase() {
    return CASES.stream()
        .map(example ->
            DynamicTest.dynamicTest(
                example.toString(),
                () -> {
                  Ruling ruling = rule(example);
                  if (example.decides()) {
                    assertThat(ruling.rule()).isEqualTo(example.rule());
                  } else {
                    assertThat(ruling.rule()).isNotEqualTo(example.rule());
                  }
                }));
  }

  @Test
  void everyRuleHasAnOperationItDecidesAndOneItLeaves() {
    assertThat(rulesWith(true)).isEqualTo(ids());
    assertThat(rulesWith(false)).isEqualTo(ids());
  }

  @Test
  void everyTypeOfAnUnconditionalRuleIsDecidedByIt() {
    for (Rule rule : DATA.rules().rules()) {
      if (rule.when().isEmpty()) {
        for (String type : rule.operations()) {
          assertThat(decidedSomewhere(rule, type)).as("%s of %s", type, rule.id()).isTrue();
        }
      }
    }
  }

  @Test
  void everyRuleSaysWhatWhereHowSurelyAndFromWhere() {
    for (Rule rule : DATA.rules().rules()) {
      assertThat(rule.engines()).as(rule.id()).isNotEmpty();
      assertThat(rule.scope().home()).as(rule.id()).isNotEmpty();
      assertThat(rule.confidence()).as(rule.id()).matches("[MSDFI]");
      assertThat(rule.sources()).as(rule.id()).isNotEmpty();
      assertThat(rule.operations().isEmpty() && rule.when().isEmpty()).as(rule.id()).isFalse();
      if (rule.effect() != Effect.SUPPORTED) {
        assertThat(rule.message()).as(rule.id()).endsWith(".");
      }
    }
    assertThat(ids()).hasSameSizeAs(DATA.rules().rules());
  }

  @Test
  void carryingARuleOnIsExplained() {
    for (Rule rule : DATA.rules().rules()) {
      if (!rule.scope().carried().isEmpty()) {
        assertThat(rule.scope().why()).as(rule.scope().id()).isNotEmpty();
      }
    }
  }

  @Test
  void everySourceIsCited() {
    Set<String> cited =
        Stream.concat(
                DATA.rules().rules().stream().flatMap(rule -> rule.sources().stream()),
                DATA.kinds().values().stream().map(ModelKind::source))
            .map(text -> text.split(" ", 2)[0])
            .collect(Collectors.toSet());

    assertThat(DATA.sources().keySet()).containsAll(cited);
  }

  @Test
  void messagesLeaveNoPlaceholderUnfilled() {
    for (RuleCases.Case example : CASES) {
      OperationPlacement.Reason reason = rule(example).reason();
      if (reason != null) {
        assertThat(reason.message()).doesNotContain("{", "}");
      }
    }
  }

  @Test
  void rulingCarriedToAnotherTargetIsInferred() {
    OperationView wide =
        CaseOperations.network(
            "innerProduct",
            Graphs.with("outputChannels", 20000),
            new long[] {8, 1, 1},
            new long[] {8, 1, 1});

    Ruling measured = DATA.rules().rule(wide, Engine.CLASSIC, new Target("M1", 13));
    Ruling carried = DATA.rules().rule(wide, Engine.CLASSIC, new Target("M4", 27));

    assertThat(measured.reason()).extracting("confidence").isEqualTo("M");
    assertThat(carried.reason()).extracting("confidence").isEqualTo("I");
    assertThat(carried.carried()).isTrue();
  }

  @Test
  void refusalThatMayHoldLeavesTheOperationUnknown() {
    OperationView noKernel =
        CaseOperations.program(
            "max_pool", java.util.Map.of(), new long[] {1, 8, 4, 4}, new long[] {1, 8, 4, 4});

    assertThat(DATA.rules().rule(noKernel, Engine.E5, new Target("M4", 27)).effect())
        .isEqualTo(Effect.UNDECIDED);
  }

  @Test
  void everyKindWithoutAGraphIsTreated() {
    Set<ModelType> graphs =
        Set.of(
            ModelType.PIPELINE,
            ModelType.PIPELINE_CLASSIFIER,
            ModelType.PIPELINE_REGRESSOR,
            ModelType.NEURAL_NETWORK,
            ModelType.NEURAL_NETWORK_CLASSIFIER,
            ModelType.NEURAL_NETWORK_REGRESSOR,
            ModelType.ML_PROGRAM);

    assertThat(Set.of(ModelType.values()))
        .allMatch(type -> graphs.contains(type) != DATA.kinds().containsKey(type));
  }

  @Test
  void slipsInTheFilesAreRefused() {
    assertThatThrownBy(() -> read("{\"rules\":[{\"id\":\"a\",\"scop\":\"x\"}]}"))
        .hasMessageContaining("unknown field scop");
    assertThatThrownBy(() -> read("{\"rules\":[{\"id\":\"a\",\"scope\":\"x\"}]}"))
        .hasMessageContaining("no known scope");
    assertThatThrownBy(() ->
            read(
                "{\"scopes\":[{\"id\":\"s\"}],\"rules\":[{\"id\":\"a\",\"scope\":\"s\","
                    + "\"engines\":[\"E5\"],\"effect\":\"SUPPORTED\",\"confidence\":\"M\","
                    + "\"sources\":[\"NOWHERE p. 3\"]}]}"))
        .hasMessageContaining("no source is called NOWHERE");
  }

  private static void read(String json) {
    new RuleReader().read(JsonMapper.shared().readTree(json));
  }

  private static Ruling rule(RuleCases.Case example) {
    Target target = DATA.catalog().parse(example.target()).getFirst();
    boolean program = example.view().graph().format() == GraphIndex.Format.PROGRAM;
    Engine engine = program ? DATA.catalog().programEngine(target.macos()) : Engine.CLASSIC;
    return DATA.rules().rule(example.view(), engine, target);
  }

  private static boolean decidedSomewhere(Rule rule, String type) {
    long[] map = {64, 1, 1};
    long[] tensor = {1, 64, 8, 8};
    var with = Graphs.with("kernel_sizes", Graphs.pair(3, 3));
    for (Target target : DATA.catalog().parse("all")) {
      OperationView program = CaseOperations.program(type, with, tensor, tensor);
      OperationView network = CaseOperations.network(type, with, map, map);
      Engine engine = DATA.catalog().programEngine(target.macos());
      if (DATA.rules().rule(program, engine, target).rule().equals(rule.id())
          || DATA.rules().rule(network, Engine.CLASSIC, target).rule().equals(rule.id())) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> ids() {
    return DATA.rules().rules().stream().map(Rule::id).collect(Collectors.toSet());
  }

  private static Set<String> rulesWith(boolean decides) {
    return CASES.stream()
        .filter(example -> example.decides() == decides)
        .map(RuleCases.Case::rule)
        .collect(Collectors.toSet());
  }
}
