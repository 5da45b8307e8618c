package dev.aneoracle.bundle;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells an ONNX model from a Core ML model. Both are protobuf and begin with a version number; an
 * ONNX model goes on with its producer, its domain and its graph, in fields that Core ML lacks.
 */
final class OnnxOutline {

  private static final Set<Integer> ONNX_FIELDS = Set.of(3, 4, 5, 6, 7, 8, 14, 25);

  private OnnxOutline() {}

  static boolean matches(ProtobufOutline outline, @Nullable String filename) {
    if (!outline.has(1)) {
      return false;
    }
    if (outline.fields().stream().anyMatch(field -> ONNX_FIELDS.contains(field.number()))) {
      return true;
    }
    return filename != null
        && filename.toLowerCase(Locale.ROOT).endsWith(".onnx")
        && outline.fields().stream().noneMatch(field -> CoreMlOutline.isKind(field.number()));
  }
}
