package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EspressoReaderTests {

  private static final String SHAPES =
      """
      {"layer_shapes": {"x": {"k": 3, "w": 9, "n": 1, "h": 8}, "y": {"k": 4, "w": 7, "n": 1,
       "h": 6}, "odd": {"k": 4}}}
      """;

  @Test
  void givesLayersTheSpecificationsNamesAndTheCompilersShapes() throws Exception {
    Graph graph =
        Reading.espresso(
            """
            {"type": "no", "storage": "w", "layers": [
             {"type": "convolution", "name": "c1", "bottom": "x", "top": "y", "C": 4, "K": 3,
              "Nx": 3, "Ny": 2, "n_groups": 1, "stride_x": 2, "pad_mode": 1, "has_biases": 1,
              "weights": {"type": "no"}},
             {"type": "pool", "name": "p", "bottom": "y", "top": "z", "avg_or_max": 1, "size_x": 2,
              "size_y": 3, "pad_mode": 2}]}
            """,
            SHAPES);
    assertThat(graph.layout()).isEqualTo(Graph.Layout.SBCHW);
    assertThat(graph.inputs())
        .containsExactly(new Tensor("x", ElementType.UNTYPED, Shape.of(1, 1, 3, 8, 9)));
    assertThat(graph.outputs()).containsExactly("z");
    Operation convolution = graph.operations().getFirst();
    assertThat(convolution.type()).isEqualTo("convolution");
    assertThat(convolution.operands()).containsExactly(new Operation.Reference("", "x"));
    assertThat(convolution.outputs())
        .containsExactly(new Tensor("y", ElementType.UNTYPED, Shape.of(1, 1, 4, 6, 7)));
    assertThat(convolution.attributes())
        .containsEntry("outputChannels", Attribute.Numbers.of(4))
        .containsEntry("kernelSize", Attribute.Numbers.of(2, 3))
        .containsEntry("stride", Attribute.Numbers.of(1, 2))
        .containsEntry("paddingType", new Attribute.Text("same"))
        .containsEntry("hasBias", new Attribute.Flags(List.of(true)));
    Operation pooling = graph.operations().getLast();
    assertThat(pooling.type()).isEqualTo("pooling");
    assertThat(pooling.attributes())
        .containsEntry("type", new Attribute.Text("MAX"))
        .containsEntry("kernelSize", Attribute.Numbers.of(3, 2))
        .doesNotContainKey("paddingType");
    assertThat(pooling.outputs().getFirst().shape()).isEqualTo(Shape.unknown());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"type\": \"inner_product\"',innerProduct",
    "'\"type\": \"inner_product\", \"is_lookup\": 1',inner_product",
    "'\"type\": \"elementwise\", \"operation\": 1',multiply",
    "'\"type\": \"elementwise\", \"operation\": 119',elementwise",
    "'\"type\": \"elementwise\"',elementwise",
    "'\"type\": \"context_transfer\"',context_transfer"
  })
  void keepsTheTypeOfALayerThatIsNotKnown(String layer, String type) throws Exception {
    assertThat(Reading.espresso("{\"layers\": [{" + layer + "}]}", SHAPES).operations())
        .extracting(Operation::type)
        .containsExactly(type);
  }

  @Test
  void saysNothingOfAnActivationByAnUnknownNumber() throws Exception {
    Graph graph =
        Reading.espresso(
            """
            {"layers": [{"type": "activation", "mode": 3}, {"type": "activation", "mode": 77},
             {"type": "activation"}]}
            """,
            SHAPES);
    assertThat(graph.operations())
        .extracting(operation -> operation.attribute("nonlinearity").orElse(null))
        .containsExactly(new Attribute.Text("sigmoid"), null, null);
  }

  @Test
  void readsBlobsOfAnyRankFromTheirEnd() throws Exception {
    EspressoShapes shapes =
        EspressoShapes.read(
            Reading.stream(
                """
                {"layer_shapes": {
                 "four": {"k": 3, "w": 9, "n": 2, "_rank": 4, "h": 8},
                 "three": {"k": 3, "w": 9, "n": 1, "_rank": 3, "h": 8},
                 "one": {"k": 1, "w": 9, "n": 1, "_rank": 1, "h": 1},
                 "none": {"k": 1, "w": 1, "n": 1, "_rank": 0, "h": 1},
                 "torn": {"k": 3, "w": 9, "n": 1, "_rank": 2, "h": 8},
                 "six": {"k": 3, "w": 9, "n": 1, "_rank": 6, "h": 8},
                 "unranked": {"k": 3, "w": 9, "n": 1, "h": 8}}}
                """),
            new Budget());
    assertThat(shapes.layout()).isEqualTo(Graph.Layout.EXACT);
    assertThat(shapes.of("four")).isEqualTo(Shape.of(2, 3, 8, 9));
    assertThat(shapes.of("three")).isEqualTo(Shape.of(3, 8, 9));
    assertThat(shapes.of("one")).isEqualTo(Shape.of(9));
    assertThat(shapes.of("none")).isEqualTo(Shape.of());
    assertThat(List.of("torn", "six", "unranked", "missing"))
        .allSatisfy(blob -> assertThat(shapes.of(blob)).isEqualTo(Shape.unknown()));
  }

  @Test
  void takesTheOutputsThatLayersAreMarkedWith() throws Exception {
    Graph graph =
        Reading.espresso(
            """
            {"layers": [{"type": "softmax", "bottom": "x", "top": "y", "attributes":
             {"is_output": 1}}, {"type": "copy", "bottom": "y", "top": "z"}]}
            """,
            SHAPES);
    assertThat(graph.outputs()).containsExactly("y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{\"layers\": [{",
        "{\"layers\": [{}]}",
        "{\"layers\": []} {}",
        "{\"layers\": [{\"type\": \"a\", \"C\": 1e}]}"
      })
  void refusesADamagedNetwork(String network) {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.espresso(network, SHAPES));
  }

  @Test
  void refusesMoreThanIsReal() {
    String layers = "{\"layers\": [" + "{\"type\": \"a\"},".repeat(Budget.OPERATIONS + 1) + "]}";
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.espresso(layers, SHAPES))
        .withMessageContaining("more than");
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.espresso("{\"a\": " + "[".repeat(100_000), SHAPES))
        .withMessageContaining("model.espresso.net");
  }
}
