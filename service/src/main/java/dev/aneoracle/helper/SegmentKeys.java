package dev.aneoracle.helper;

import dev.aneoracle.placement.SegmentKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the keys of the classic runtime. */
final class SegmentKeys {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SegmentKeys() {}

  /** Returns the key in a text, null where it is not in the known form. */
  static @Nullable SegmentKey read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      JsonNode number = node.get("isegment");
      Map<String, SegmentKey.Extent> inputs = extents(node.get("inputs"));
      Map<String, SegmentKey.Extent> outputs = extents(node.get("outputs"));
      if (number == null || !number.isInt() || inputs == null || outputs == null) {
        return null;
      }
      return new SegmentKey(number.intValue(), inputs, outputs);
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static @Nullable Map<String, SegmentKey.Extent> extents(@Nullable JsonNode tensors) {
    if (tensors == null || !tensors.isObject()) {
      return null;
    }
    Map<String, SegmentKey.Extent> extents = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> tensor : tensors.properties()) {
      JsonNode shape = tensor.getValue().get("shape");
      if (shape == null || !shape.isArray()) {
        return null;
      }
      List<Long> sizes = new ArrayList<>();
      for (JsonNode size : shape.values()) {
        if (!size.isIntegralNumber() || !size.canConvertToLong()) {
          return null;
        }
        sizes.add(size.longValue());
      }
      extents.put(tensor.getKey(), new SegmentKey.Extent(sizes));
    }
    return extents;
  }
}
