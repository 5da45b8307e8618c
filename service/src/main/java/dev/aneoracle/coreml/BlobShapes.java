package dev.aneoracle.coreml;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of a network's blobs by name; a nested network sees those outside it. */
final class BlobShapes {

  private final @Nullable BlobShapes outside;
  private final Map<String, Shape> shapes = new HashMap<>();

  BlobShapes() {
    this(null);
  }

  private BlobShapes(@Nullable BlobShapes outside) {
    this.outside = outside;
  }

  BlobShapes nested() {
    return new BlobShapes(this);
  }

  void put(String name, Shape shape) {
    shapes.put(name, shape);
  }

  Shape get(String name) {
    for (BlobShapes scope = this; scope != null; scope = scope.outside) {
      Shape shape = scope.shapes.get(name);
      if (shape != null) {
        return shape;
      }
    }
    return Shape.unknown();
  }

  /** Returns what this scope alone has given shapes to. */
  Map<String, Shape> own() {
    return shapes;
  }
}
