package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MilTextReaderTests {

  @Test
  void readsTheFormsOfTheFirstCompilers() throws Exception {
    Graph graph =
        function(
            """
            program(1.0)
            [buildInfo = dict<tensor<string, []>, tensor<string, []>>({{"coremlc-version", "3404"}})]
            {
                func main<ios16>(tensor<fp16, [1, 3, ?]> x) {
                        tensor<int32, [1]> axes = const()[name = tensor<string, []>("op_axes"), \
            val = tensor<int32, [1]>([-1])];
                        tensor<bool, []> keep = const()[val = tensor<bool, []>(true)];
                        tensor<fp16, [1, 3, 1]> y = reduce_max(axes = axes, keep_dims = keep, \
            x = x)[name = tensor<string, []>("op_4_cast")];
                    } -> (y);
            }
            """);
    assertThat(graph.inputs())
        .containsExactly(new Tensor("x", ElementType.FLOAT16, Shape.of(1, 3, -1)));
    assertThat(graph.outputs()).containsExactly("y");
    Operation operation = graph.operations().getFirst();
    assertThat(operation.name()).isEqualTo("op_4_cast");
    assertThat(operation.type()).isEqualTo("reduce_max");
    assertThat(operation.operands())
        .containsExactly(
            new Operation.Constant("axes", ElementType.INT32, Shape.of(1)),
            new Operation.Constant("keep_dims", ElementType.BOOL, Shape.of()),
            new Operation.Reference("x", "x"));
    assertThat(operation.attributes())
        .containsEntry("axes", Attribute.Numbers.of(-1))
        .containsEntry("keep_dims", new Attribute.Flags(List.of(true)));
    assertThat(operation.outputs())
        .containsExactly(new Tensor("y", ElementType.FLOAT16, Shape.of(1, 3, 1)));
  }

  @Test
  void readsTheFormsOfLaterCompilers() throws Exception {
    Graph graph =
        body(
            """
            fp16 half = const()[name=string("half"), val=fp16(0x1p-1)];
            tensor<fp16, [2,2]> w = constexpr_lut_to_dense()[indices = tensor<uint8, [1]>(\
            BLOBFILE(path = string("@model_path/weights/w.bin"), offset = uint64(64))), \
            name = string("w")];
            tensor<fp16, [2]> y = linear(x = x, weight = w, scale = half);
            """);
    Operation operation = graph.operations().getFirst();
    assertThat(operation.name()).isEqualTo("y");
    assertThat(operation.operands())
        .containsExactly(
            new Operation.Reference("x", "x"),
            new Operation.Constant("weight", ElementType.FLOAT16, Shape.of(2, 2)),
            new Operation.Constant("scale", ElementType.FLOAT16, Shape.of()));
    assertThat(operation.attributes())
        .containsOnlyKeys("scale")
        .containsEntry("scale", new Attribute.Decimals(List.of(0.5)));
  }

  @Test
  void namesTheWeightFilesOfConstants() throws Exception {
    MilTextReader reader = new MilTextReader(new Budget());
    reader.read(
        Reading.stream(
            inMain(
                """
                tensor<fp16, [9]> a = const()[val = tensor<fp16, [9]>(BLOBFILE(path = \
                string("@model_path/a.bin"), offset = uint64(64)))];
                tensor<fp16, [9]> b = constexpr_cast()[source_val = tensor<fp16, [9]>(BLOBFILE(\
                path = tensor<string, []>("@model_path/b.bin"), offset = tensor<uint64, []>(0)))];
                """)),
        "");
    assertThat(reader.weightFiles()).containsExactly("@model_path/a.bin", "@model_path/b.bin");
  }

  @Test
  void readsSeveralOutputsWithAndWithoutParentheses() throws Exception {
    Graph graph =
        body(
            """
            tensor<fp16, [1]> a, tensor<int32, [2]> b = split(x = x);
            (tensor<fp16, [1]> c, tensor<int32, [2]> d) = split(x = x);
            write_state(input = s, data = a)[name = string("w")];
            """);
    assertThat(graph.operations())
        .extracting(operation -> operation.outputs().size())
        .containsExactly(2, 2, 0);
    assertThat(graph.operations().get(1).outputs())
        .containsExactly(
            new Tensor("c", ElementType.FLOAT16, Shape.of(1)),
            new Tensor("d", ElementType.INT32, Shape.of(2)));
    assertThat(graph.operations().getLast().name()).isEqualTo("w");
  }

  @Test
  void readsListsOfValuesAndConstantsInPlace() throws Exception {
    Operation operation =
        body("""
        tensor<fp16, [4]> y = concat(axis = int32(-3), values = (x, tensor<fp16, [2]>(\
        [0x1p+0, 1.5]), x), none = ());
        """)
            .operations()
            .getFirst();
    assertThat(operation.operands())
        .containsExactly(
            new Operation.Constant("axis", ElementType.INT32, Shape.of()),
            new Operation.Reference("values", "x"),
            new Operation.Constant("values", ElementType.FLOAT16, Shape.of(2)),
            new Operation.Reference("values", "x"));
    assertThat(operation.attributes()).containsEntry("axis", Attribute.Numbers.of(-3));
  }

  @Test
  void readsEveryKindOfNumber() throws Exception {
    assertThat(value("tensor<fp32, [9]>([1, -2.5, 1e-3, 0x1.8p+1, -0x1p-2, inf, -inf, nan, 1E+2])"))
        .isEqualTo(
            new Attribute.Decimals(
                List.of(
                    1.0,
                    -2.5,
                    (double) 1e-3f,
                    3.0,
                    -0.25,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.NaN,
                    100.0)));
    assertThat(value("fp16(0.1)")).isEqualTo(new Attribute.Decimals(List.of(0.0999755859375)));
    assertThat(value("fp64(0.1)")).isEqualTo(new Attribute.Decimals(List.of(0.1)));
    assertThat(value("tensor<uint8, [2, 2]>([[1, 0x1f], [+3, 4]])"))
        .isEqualTo(Attribute.Numbers.of(1, 31, 3, 4));
    assertThat(value("uint64(18446744073709551615)")).isEqualTo(Attribute.Numbers.of(-1));
    assertThat(value("tensor<bool, [2]>([true, false])"))
        .isEqualTo(new Attribute.Flags(List.of(true, false)));
  }

  @Test
  void readsTextsWithEscapes() throws Exception {
    assertThat(value("string(\"a\\\"b\\\\c\\n\\x41\\u00e9;)]\")"))
        .isEqualTo(new Attribute.Text("a\"b\\c\nAé;)]"));
  }

  @Test
  void keepsOnlyTheTypeOfALargeConstant() throws Exception {
    String numbers = "1, ".repeat(2_000) + "1";
    Operation operation =
        body("tensor<int32, [2001]> c = const()[val = tensor<int32, [2001]>(["
                + numbers
                + "])]; tensor<fp16, [1]> y = gather(x = x, indices = c);")
            .operations()
            .getFirst();
    assertThat(operation.operands())
        .contains(new Operation.Constant("indices", ElementType.INT32, Shape.of(2001)));
    assertThat(operation.attributes()).isEmpty();
  }

  @Test
  void readsTypesThatHoldOthers() throws Exception {
    Graph graph =
        function(
            """
            program(1.3) {
              func main<ios18>(state<tensor<fp16, [1, 8]>> cache, list<tensor<fp32, [2]>, ?> l,
                  tuple<int32, dict<string, tensor<fp16, [1]>>> t, tensor<fp16, [..., 2]> v,
                  tensor<fp99, [n]> u) [Shapes = tuple<string, dict<string, list<int32, 2>>>((
                  ("A", {{"x", [1, string("y")]}, {"z", []}})))] {
              } -> ();
            }
            """);
    assertThat(graph.inputs())
        .containsExactly(
            new Tensor("cache", ElementType.FLOAT16, Shape.of(1, 8)),
            new Tensor("l", ElementType.UNKNOWN, Shape.unknown()),
            new Tensor("t", ElementType.UNKNOWN, Shape.unknown()),
            new Tensor("v", ElementType.FLOAT16, Shape.unknown()),
            new Tensor("u", ElementType.UNKNOWN, Shape.of(-1)));
  }

  @Test
  void readsNestedBlocksWithAndWithoutInputs() throws Exception {
    Graph graph =
        body(
            """
            int32 one = const()[val = int32(1)];
            (tensor<int32, []> i) = while_loop(loop_vars = (x))[name = string("turns")]
              (tensor<int32, []> a) { bool go = less(x = a, y = one); } -> (go),
              (tensor<int32, []> b) { int32 c = add(x = b, y = one); } -> (c);
            fp16 z = cond(pred = i) { fp16 p = relu(x = x); } -> (p) { } -> (x);
            """);
    Operation loop = graph.operations().getFirst();
    assertThat(loop.name()).isEqualTo("turns");
    assertThat(loop.blocks()).hasSize(2);
    Graph turn = loop.blocks().getLast();
    assertThat(turn.inputs()).containsExactly(new Tensor("b", ElementType.INT32, Shape.of()));
    assertThat(turn.outputs()).containsExactly("c");
    assertThat(turn.operations().getFirst().attributes())
        .containsEntry("y", Attribute.Numbers.of(1));
    assertThat(graph.operations().getLast().blocks())
        .extracting(Graph::outputs)
        .containsExactly(List.of("p"), List.of("x"));
  }

  @Test
  void readsBlocksWithNamesAndInputsWithoutTypes() throws Exception {
    Graph graph =
        body(
            """
            int32 i = while_loop(loop_vars = (x)) turns_cond(a, b) { bool g = less(x = a); } -> (g)
              turns_body(c) [] { } -> (c);
            """);
    assertThat(graph.operations().getFirst().blocks())
        .extracting(block -> block.inputs().getFirst())
        .containsExactly(
            new Tensor("a", ElementType.UNKNOWN, Shape.unknown()),
            new Tensor("c", ElementType.UNKNOWN, Shape.unknown()));
  }

  @Test
  void readsSeveralFunctionsAndFindsTheDefaultOne() throws Exception {
    String text =
        """
        program(1.3) {
          // first
          func first<ios18>(tensor<fp32, [4]> x) { fp32 y = relu(x = x); } -> (y);
          /* second
             with a * star */
          func main(tensor<fp32, [4]> x) { fp32 y = exp(x = x); } -> (y);
        }
        """;
    assertThat(Reading.text(text, "").functions())
        .extracting(Graph::name)
        .containsExactly("first", "main");
    assertThat(Reading.text(text, "").defaultFunction()).isEqualTo("main");
    assertThat(Reading.text(text, "first").defaultFunction()).isEqualTo("first");
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.text(text, "third"))
        .withMessageContaining("\"third\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          program(1.0) { func main() { fp16 y = relu(x = x) } -> (y); } | line 1, column 51: there should be ';' or a block, not '}'
          program(1.0) { func main() { fp16 y = relu(x, y); } -> (y); } | line 1, column 45: there should be '=', not ','
          program(1.0) { func main() { fp16 = relu(x = x); } -> (y); }  | column 35: there should be a name, not '='
          program(one) { }                                              | column 9: there should be the version of the language, not 'one'
          program(1.0) { }                                              | the program has no function
          program(1.0) { func main() { } -> () ; } x                    | there should be the end of the file, not 'x'
          program(1.0) { func main() { fp16 y = a(b = int32(0.5)); } }  | there should be a value of type INT32, not '0.5'
          program(1.0) { func main() { fp16 y = a(b = bool(maybe)); } } | there should be
          program(1.0) { func main() { fp16 y = "                       | a text does not end
          program(1.0) { func main(tensor<fp16, [-1]> x) { } -> (); }   | impossible size
          program(1.0) / { }                                            | a single '/' means nothing
          program(1.0) { /* never closed                                | a comment does not end
          %                                                             | line 1, column 1: there should be 'program', not '%'
          """)
  void saysWhereAndWhatIsWrong(String text, String problem) {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.text(text, ""))
        .withMessageContaining(problem);
  }

  @Test
  void countsLines() {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.text("program(1.0)\n{\n  func\n ?", ""))
        .withMessageStartingWith("model.mil, line 4, column 2:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "(", "{", "list<int32, 1>("})
  void refusesDeepNesting(String open) {
    String text =
        "program(1.0)[a = list<int32, ?>(" + open.repeat(100_000) + ")] { func main() {} -> (); }";
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.text(text, ""))
        .withMessageContaining("nested more than");
  }

  @Test
  void refusesDeeplyNestedBlocksAndTypes() {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> body("fp16 y = cond(x = x) { ".repeat(10_000)))
        .withMessageContaining("nested more than");
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> body("state<".repeat(10_000)))
        .withMessageContaining("nested more than");
  }

  @ParameterizedTest
  @MethodSource
  void refusesMoreThanIsReal(String text) {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> Reading.text(text, ""))
        .withMessageContaining("more than");
  }

  static Stream<Named<String>> refusesMoreThanIsReal() {
    return Stream.of(
        Named.of("operations", inMain("fp16 y = f(); ".repeat(Budget.OPERATIONS + 1))),
        Named.of("parameters", inMain("fp16 y = f(" + "a = b, ".repeat(200_000) + "c = d);")),
        Named.of("outputs", inMain("(" + "fp16 a, ".repeat(200_000) + "fp16 b) = f();")),
        Named.of("dimensions", inMain("tensor<fp16, [" + "1, ".repeat(65) + "1]> y = f();")),
        Named.of("nested", inMain("fp16 y = cond() { " + "fp16 z = f(x = x); ".repeat(100_000))),
        Named.of("results", "program(1) { func main() { } -> (" + "a, ".repeat(200_000)),
        Named.of("functions", "program(1) { " + "func f() { } -> (); ".repeat(10_001) + "}"),
        Named.of(
            "bytes",
            inMain(
                ("fp16 y = f(a = string(\"" + "a".repeat(8_000) + "\"));")
                    .repeat(Budget.BYTES / 8_000))),
        Named.of(
            "constants",
            inMain("bool y = const()[val = bool(true)]; ".repeat(Budget.STATEMENTS + 1))));
  }

  @Test
  void refusesEndlessNamesAndTexts() {
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> body("x".repeat(1 << 20)))
        .withMessageContaining("longer than");
    assertThatExceptionOfType(CoreMlFormatException.class)
        .isThrownBy(() -> body("fp16 y = f(a = string(\"" + "x".repeat(1 << 20)))
        .withMessageContaining("longer than");
  }

  private static Attribute value(String constant) throws Exception {
    return body("fp16 y = f(c = " + constant + ");")
        .operations()
        .getFirst()
        .attribute("c")
        .orElseThrow();
  }

  private static Graph body(String statements) throws CoreMlFormatException {
    return function(inMain(statements));
  }

  private static String inMain(String statements) {
    return "program(1.3) { func main<ios18>(tensor<fp16, [2]> x) { " + statements + " } -> (y); }";
  }

  private static Graph function(String text) throws CoreMlFormatException {
    return Reading.text(text, "").functions().getFirst();
  }
}
