package dev.aneoracle.coreml;

import java.util.List;

/** One named input, output or state of a model. */
public record Feature(String name, FeatureType type, boolean optional) {

  /** What a feature holds. */
  public sealed interface FeatureType {

    /** The name the API gives the type. */
    String label();
  }

  /**
   * A tensor.
   *
   * @param shape the default shape as the file gives it; empty where it gives none
   * @param flexible whether other shapes are allowed (enumerated or ranges)
   */
  public record MultiArray(ElementType element, List<Long> shape, boolean flexible)
      implements FeatureType {
    public MultiArray {
      shape = List.copyOf(shape);
    }

    @Override
    public String label() {
      return "multiArray";
    }
  }

  /**
   * An image.
   *
   * @param channels 1 for greyscale, 3 for colour
   * @param colorSpace as the specification names it, such as {@code RGB}
   */
  public record Image(long width, long height, int channels, String colorSpace, boolean flexible)
      implements FeatureType {
    @Override
    public String label() {
      return "image";
    }
  }

  /** A scalar: {@code int64}, {@code double} or {@code string}. */
  public record Scalar(String label) implements FeatureType {}

  /** A dictionary with {@code int64} or {@code string} keys. */
  public record Dictionary(String keyType) implements FeatureType {
    @Override
    public String label() {
      return "dictionary";
    }
  }

  /** A sequence of {@code int64} or {@code string} values. */
  public record Sequence(String elementType) implements FeatureType {
    @Override
    public String label() {
      return "sequence";
    }
  }

  /** A state that a stateful model keeps between predictions. */
  public record State(MultiArray array) implements FeatureType {
    @Override
    public String label() {
      return "state";
    }
  }

  /** A feature whose type is not set or not known to this reader. */
  public record Untyped() implements FeatureType {
    @Override
    public String label() {
      return "unknown";
    }
  }
}
