package dev.aneoracle.coreml;

import java.util.List;

/**
 * How a network's input features become its first blobs (NeuralNetwork.proto,
 * NeuralNetworkMultiArrayShapeMapping and NeuralNetworkImageShapeMapping).
 *
 * @param exactArrays arrays keep their rank, instead of getting rank 5
 * @param rank4Images images get rank 4 instead of 5
 */
record NetworkInputs(boolean exactArrays, boolean rank4Images) {

  Graph.Layout layout() {
    return exactArrays || rank4Images ? Graph.Layout.EXACT : Graph.Layout.SBCHW;
  }

  Tensor tensor(Feature feature) {
    Shape shape =
        switch (feature.type()) {
          case Feature.MultiArray array -> shape(array.shape());
          case Feature.Image image -> shape(image);
          case Feature.Scalar scalar -> Shape.unknown();
          case Feature.Dictionary dictionary -> Shape.unknown();
          case Feature.Sequence sequence -> Shape.unknown();
          case Feature.State state -> Shape.unknown();
          case Feature.Untyped untyped -> Shape.unknown();
        };
    return new Tensor(feature.name(), ElementType.UNTYPED, shape);
  }

  private Shape shape(List<Long> sizes) {
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size <= 0)) {
      return Shape.unknown();
    }
    if (exactArrays) {
      return Shape.of(sizes);
    }
    return switch (sizes.size()) {
      case 1 -> Shape.of(1, 1, sizes.getFirst(), 1, 1);
      case 3 -> Shape.of(1, 1, sizes.get(0), sizes.get(1), sizes.get(2));
      default -> Shape.unknown();
    };
  }

  private Shape shape(Feature.Image image) {
    if (image.width() <= 0 || image.height() <= 0) {
      return Shape.unknown();
    }
    return rank4Images
        ? Shape.of(1, image.channels(), image.height(), image.width())
        : Shape.of(1, 1, image.channels(), image.height(), image.width());
  }
}
