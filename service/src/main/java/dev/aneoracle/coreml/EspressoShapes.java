package dev.aneoracle.coreml;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The {@code model.espresso.shape} of a compiled network: the sizes of each blob, {@code seq},
 * {@code n}, {@code k} (channels), {@code h} and {@code w}, and in newer files its rank, which
 * counts from the last of them.
 */
final class EspressoShapes {

  static final String FILE = "model.espresso.shape";

  private static final List<String> PARTS = List.of("seq", "n", "k", "h", "w", "_rank");
  private static final int RANK = 5;

  /** By name, in the order of the sizes, and then the rank; -1 for one that is not given. */
  private final Map<String, long[]> blobs = new HashMap<>();

  private boolean ranked;

  static EspressoShapes read(InputStream in, Budget budget) throws CoreMlFormatException {
    EspressoShapes shapes = new EspressoShapes();
    EspressoJson.forEach(
        in, FILE, "layer_shapes", (name, parser) -> shapes.add(name, parser, budget));
    return shapes;
  }

  private void add(String name, JsonParser parser, Budget budget) throws CoreMlFormatException {
    budget.takeField(name.length());
    long[] sizes = {1, -1, -1, -1, -1, -1};
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      budget.takeField(0);
      int place = PARTS.indexOf(parser.currentName());
      if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT
          && place >= 0
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        sizes[place] = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    blobs.put(name, sizes);
    ranked |= sizes[RANK] >= 0;
  }

  /** Returns how the sizes are read: with ranks, or as the five of a network without. */
  Graph.Layout layout() {
    return ranked ? Graph.Layout.EXACT : Graph.Layout.SBCHW;
  }

  /** Returns the blob's shape, unknown where the file does not give it whole. */
  Shape of(String blob) {
    long[] sizes = blobs.get(blob);
    if (sizes == null || Arrays.stream(sizes, 0, RANK).anyMatch(size -> size < 0)) {
      return Shape.unknown();
    }
    if (!ranked) {
      return Shape.of(Arrays.copyOf(sizes, RANK));
    }
    if (sizes[RANK] < 0 || sizes[RANK] > RANK) {
      return Shape.unknown();
    }
    int first = RANK - (int) sizes[RANK];
    return Arrays.stream(sizes, 0, first).allMatch(size -> size == 1)
        ? Shape.of(Arrays.copyOfRange(sizes, first, RANK))
        : Shape.unknown();
  }
}
