package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damages good texts of compiled models in a random but repeatable way. */
class DamagedTextTests {

  private static final int ROUNDS = 20_000;

  private static final String SIGNS = "()[]{}<>=,;?\"\\/-+.0x_ \nae*";

  private static final String PROGRAM =
      """
      program(1.3)
      [buildInfo = dict<string, string>({{"coremlc-version", "3505.4.1"}})]
      {
        func main<ios18>(state<tensor<fp16, [1, 2]>> s, tensor<fp16, [1, ?]> x) {
          fp16 e = const()[name = string("e"), val = fp16(-0x1.4p-3)];
          tensor<int32, [2]> o = const()[val = tensor<int32, [2]>([1, -1])];
          tensor<fp16, [2]> w = const()[val = tensor<fp16, [2]>(BLOBFILE(path = string("w"), \
      offset = uint64(64)))];
          tensor<fp16, [1]> p, tensor<fp16, [1]> q = split(axis = int32(1), x = (x, w));
          tensor<fp16, [1]> y = cond(pred = p)[name = string("c\\n")] \
      { fp16 a = add(x = p, y = e); } -> (a) { } -> (q);
        } -> (y); // end
      }
      """;

  private static final String SHAPES =
      """
      {"layer_shapes": {"x": {"k": 3, "w": 8, "n": 1, "_rank": 4, "h": 8}, "y": {"k": 4, "w": 6,
       "n": 1, "_rank": 4, "h": 6, "seq": 1}}}
      """;

  private static final String NETWORK =
      """
      {"format_version": 200, "properties": {"a": [1, {}]}, "layers": [{"type": "convolution",
       "name": "c", "bottom": "x", "top": "y", "C": 4, "K": 3, "Nx": 3, "Ny": 3, "n_groups": 1,
       "pad_mode": 0, "weights": {}, "attributes": {"is_output": 1}}, {"type": "elementwise",
       "operation": 0, "bottom": "y,y", "top": "z", "alpha": 0.5}]}
      """;

  @Test
  void readsTheGoodOnes() throws Exception {
    assertThat(Reading.text(PROGRAM, "").functions().getFirst().operations()).hasSize(2);
    assertThat(Reading.espresso(NETWORK, SHAPES).operations())
        .extracting(Operation::type)
        .containsExactly("convolution", "add");
  }

  @Test
  void survivesDamage() {
    Random random = new Random(20_261_123);
    for (int round = 0; round < ROUNDS; round++) {
      readProgram(damaged(PROGRAM, random));
      readNetwork(damaged(NETWORK, random), SHAPES);
      readNetwork(NETWORK, damaged(SHAPES, random));
    }
  }

  @Test
  void survivesEveryTruncation() {
    for (int length = 0; length < PROGRAM.length(); length++) {
      readProgram(PROGRAM.substring(0, length));
    }
    for (int length = 0; length < NETWORK.length(); length++) {
      readNetwork(NETWORK.substring(0, length), SHAPES);
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    int damages = 1 + random.nextInt(4);
    for (int i = 0; i < damages; i++) {
      int place = random.nextInt(damaged.length());
      int until = Math.min(damaged.length(), place + 1 + random.nextInt(6));
      char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
      switch (random.nextInt(4)) {
        case 0 -> damaged.setCharAt(place, sign);
        case 1 -> damaged.insert(place, sign);
        case 2 -> damaged.delete(place, until);
        default -> damaged.insert(place, damaged.substring(place, until));
      }
    }
    return damaged.toString();
  }

  private static void readProgram(String text) {
    try {
      Reading.text(text, "");
    } catch (CoreMlFormatException expected) {
      // the declared way to refuse
    }
  }

  private static void readNetwork(String network, String shapes) {
    try {
      Reading.espresso(network, shapes);
    } catch (CoreMlFormatException expected) {
      // the declared way to refuse
    }
  }
}
