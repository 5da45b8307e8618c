package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CostModelTests {

  private static final RuleData DATA = RuleData.load();
  private static final long[] PLANE = {1, 64, 32, 32};

  @ParameterizedTest
  @CsvSource({
    // of 751K's ahead-of-time compiles: ms on ANE and CPU for a 3x3 convolution of 64 channels
    "M4@27, 0.004674, 0.100064",
    "M2@27, 0.004674, 0.100064",
    "M6@27, 0.004674, 0.100064",
    "M1@27, 0.00652, 0.1035",
    "M5@27, 0.00877, 0.0633"
  })
  void convolutionCostsWhatWasPublishedForTheChip(String target, double ane, double cpu) {
    Estimate estimate = model(target).estimate(convolution(64, 3, PLANE));

    assertThat(middle(estimate.ane())).isCloseTo(ane, within(ane * 0.002));
    assertThat(middle(estimate.cpu())).isCloseTo(cpu, within(cpu * 0.002));
  }

  @ParameterizedTest
  @CsvSource({
    // of the same compiles, a 1x1 convolution
    "M1@27, 0.001403, 0.028140",
    "M5@27, 0.001529, 0.034508"
  })
  void pointwiseConvolutionCostsWhatWasPublishedForTheChip(String target, double ane, double cpu) {
    Estimate estimate = model(target).estimate(convolution(64, 1, PLANE));

    assertThat(middle(estimate.ane())).isCloseTo(ane, within(ane * 0.002));
    assertThat(estimate.cpu().least()).isLessThanOrEqualTo(cpu * 1.001);
    assertThat(estimate.cpu().most()).isGreaterThanOrEqualTo(cpu * 0.999);
  }

  @Test
  void rateThatIsNotPublishedOfTheChipIsARange() {
    OperationView product =
        CaseOperations.extra("mul", new Reference("y", "in"), CaseOperations.NONE);
    Estimate known = model("M4@27").estimate(product);
    Estimate unknown = model("M5@27").estimate(product);

    assertThat(unknown.ane().least()).isLessThan(known.ane().least() * 0.51);
    assertThat(unknown.ane().most()).isGreaterThan(known.ane().most() * 1.99);
    assertThat(model("M4@27").exact(known)).isTrue();
    assertThat(model("M5@27").exact(unknown)).isFalse();
  }

  @Test
  void intensityBetweenTwoLeavesIsARangeOverBoth() {
    OperationView between = convolution(14, 3, new long[] {1, 14, 128, 128});
    assertThat(CostFacts.intensity(between))
        .isInstanceOfSatisfying(
            FactValue.Size.class, size -> assertThat(size.value()).isBetween(58.9, 70.4));

    Estimate gap = model("M4@27").estimate(between);

    assertThat(gap.ane().most() / gap.ane().least()).isBetween(2.2, 2.3);
  }

  @Test
  void estimateOfAnUnknownShapeIsUnknown() {
    Estimate estimate =
        model("M4@27").estimate(convolution(64, 3, new long[] {1, 64, Shape.UNKNOWN_DIMENSION, 4}));

    assertThat(estimate).isEqualTo(Estimate.unknown());
  }

  @Test
  void operationWithoutARateIsBoundByWhatItMoves() {
    OperationView sigmoid = program("sigmoid", List.of(), PLANE);
    double gib = 2.0 * 65536 * 2 / (1L << 30);

    Estimate estimate = model("M4@27").estimate(sigmoid);

    assertThat(middle(estimate.ane())).isCloseTo(gib / 68 * 1e3, within(1e-9));
    assertThat(middle(estimate.cpu())).isCloseTo(gib / 68 * 1.2 * 1e3, within(1e-9));
  }

  @Test
  void furtherTensorsOfATupleAreNotCounted() {
    Operand one = new Reference("values", "in");
    Graph graph =
        Graphs.program()
            .input("in", PLANE)
            .op("stack", List.of(one, one), "out", ElementType.FLOAT16, Map.of(), 2, 64, 32, 32)
            .graph("out");

    assertThat(Work.bytes(view(graph))).hasValue(2.0 * (2 * 65536 + 65536));
  }

  @Test
  void dilationDividesTheWorkOfAConvolution() {
    Operand weight = new Constant("weight", ElementType.FLOAT16, Shape.of(64, 64, 3, 3));
    Map<String, dev.aneoracle.coreml.Attribute> dilated =
        Graphs.with("dilations", Graphs.pair(2, 2));
    Graph graph =
        Graphs.program()
            .input("in", PLANE)
            .op(
                "conv",
                List.of(new Reference("x", "in"), weight),
                "out",
                ElementType.FLOAT16,
                dilated,
                PLANE)
            .graph("out");

    assertThat(Work.CONVOLUTION.of(view(graph))).hasValue(2.0 * 65536 * 64 * 9 / 4);
    assertThat(model("M4@27").exact(model("M4@27").estimate(view(graph)))).isTrue();
  }

  @Test
  void everyCostSaysWhereItHoldsHowSurelyAndFromWhere() {
    List<CostTable.Origin> origins =
        java.util.stream.Stream.of(
                DATA.costs().charges(), DATA.costs().rooflines(), DATA.costs().rates())
            .flatMap(List::stream)
            .map(CostTable.Entry::origin)
            .toList();

    assertThat(origins)
        .hasSizeGreaterThan(25)
        .allSatisfy(origin -> {
          assertThat(origin.scope().home()).isNotEmpty();
          assertThat(origin.scope().carried().isEmpty() || !origin.scope().why().isEmpty())
              .isTrue();
          assertThat(origin.confidence()).matches("[MSDFI]");
          assertThat(origin.sources()).isNotEmpty();
        });
    assertThat(origins.stream().map(CostTable.Origin::id)).doesNotHaveDuplicates();
  }

  @Test
  void everyProgramTargetOfE5HasChargesAndARoofline() {
    for (Target target : DATA.catalog().parse("all")) {
      if (DATA.catalog().programEngine(target.macos()) == Engine.E5) {
        assertThat(model(target.toString()).charges()).as("%s", target).isPresent();
        assertThat(
                CostTable.reaching(
                    DATA.costs().rooflines(), target, DATA.catalog().place(target.chip())))
            .as("%s", target)
            .isPresent();
      }
    }
  }

  @Test
  void slipsInTheFileAreRefused() {
    assertThatThrownBy(() -> read("{\"id\":\"a\",\"rate\":1}"))
        .hasMessageContaining("unknown field rate");
    assertThatThrownBy(() -> read("{\"id\":\"a\",\"scope\":\"x\"}"))
        .hasMessageContaining("no known scope");
    assertThatThrownBy(() -> read("{\"id\":\"a\",\"scope\":\"s\",\"sources\":[\"NOWHERE\"]}"))
        .hasMessageContaining("no source is called NOWHERE");
    assertThatThrownBy(() ->
            read("{\"id\":\"a\",\"scope\":\"s\",\"sources\":[\"751K\"],\"confidence\":\"X\"}"))
        .hasMessageContaining("no known confidence");
  }

  private static void read(String rate) {
    new CostReader(Map.of("s", new Scope("s", List.of(), List.of(), "")), Set.of("751K"))
        .read(
            JsonMapper.shared()
                .readTree("{\"elsewhere\":{\"target\":\"M4@27\"},\"rates\":[" + rate + "]}"));
  }

  private static CostModel model(String target) {
    return new CostModel(DATA.costs(), DATA.catalog(), DATA.catalog().parse(target).getFirst());
  }

  private static double middle(Range range) {
    return (range.least() + range.most()) / 2;
  }

  private static OperationView convolution(long channels, long size, long[] plane) {
    return program(
        "conv",
        List.of(
            new Constant("weight", ElementType.FLOAT16, Shape.of(channels, channels, size, size))),
        plane);
  }

  private static OperationView program(String type, List<Operand> more, long[] plane) {
    List<Operand> operands = new java.util.ArrayList<>(List.of(new Reference("x", "in")));
    operands.addAll(more);
    return view(
        Graphs.program()
            .input("in", plane)
            .op(type, operands, "out", ElementType.FLOAT16, Map.of(), plane)
            .graph("out"));
  }

  private static OperationView view(Graph graph) {
    return new OperationView(
        graph.operations().getLast(), new GraphIndex(graph, GraphIndex.Format.PROGRAM));
  }
}
