package dev.aneoracle.coreml;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The {@code model.espresso.shape} of a compiled network: the sizes of each blob, {@code seq},
 * {@code n}, {@code k} (channels), {@code h} and {@code w}, and in newer files its rank, which
 * counts from the last of them.
 */
final class EspressoShapes {

  static final String FILE = "model.espresso.shape";

  private static final List<String> SIZES = List.of("seq", "n", "k", "h", "w");
  private static final String RANK = "_rank";

  private final Map<String, Map<String, Long>> blobs = new HashMap<>();
  private final Set<String> ranked = new HashSet<>();

  static EspressoShapes read(InputStream in, Budget budget) throws CoreMlFormatException {
    EspressoShapes shapes = new EspressoShapes();
    EspressoJson.forEach(
        in, FILE, "layer_shapes", (name, parser) -> shapes.add(name, parser, budget));
    return shapes;
  }

  private void add(String name, JsonParser parser, Budget budget) throws CoreMlFormatException {
    Map<String, Long> sizes = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT
          && (SIZES.contains(key) || key.equals(RANK))
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        sizes.put(key, parser.getLongValue());
      } else {
        parser.skipChildren();
      }
    }
    budget.takeField(name.length());
    blobs.put(name, Map.copyOf(sizes));
    if (sizes.containsKey(RANK)) {
      ranked.add(name);
    }
  }

  /** Returns how the sizes are read: with ranks, or as the five of a network without. */
  Graph.Layout layout() {
    return ranked.isEmpty() ? Graph.Layout.SBCHW : Graph.Layout.EXACT;
  }

  /** Returns the blob's shape, unknown where the file does not give it whole. */
  Shape of(String blob) {
    Map<String, Long> sizes = blobs.get(blob);
    if (sizes == null) {
      return Shape.unknown();
    }
    long[] all =
        SIZES.stream()
            .mapToLong(size -> sizes.getOrDefault(size, size.equals("seq") ? 1L : -1L))
            .toArray();
    if (Arrays.stream(all).anyMatch(size -> size < 0)) {
      return Shape.unknown();
    }
    if (layout() == Graph.Layout.SBCHW) {
      return Shape.of(all);
    }
    long rank = sizes.getOrDefault(RANK, -1L);
    if (rank < 0 || rank > all.length) {
      return Shape.unknown();
    }
    int first = all.length - (int) rank;
    return Arrays.stream(all, 0, first).allMatch(size -> size == 1)
        ? Shape.of(Arrays.copyOfRange(all, first, all.length))
        : Shape.unknown();
  }
}
