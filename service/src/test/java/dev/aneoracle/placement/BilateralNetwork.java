package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.pool;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.Attribute;
import dev.aneoracle.coreml.Model;
import java.util.Map;

/**
 * BiSeNetV2 for 1024 by 512 pixels and 19 classes, as coremltools writes it as a neural network
 * with exact shapes; batch normalisation folded in where a convolution stands before it.
 */
final class BilateralNetwork {

  private static final int HEIGHT = 512;
  private static final int WIDTH = 1024;
  private static final int CLASSES = 19;

  private final Graphs graph = Graphs.exactNetwork().input("img", 1, 3, HEIGHT, WIDTH);
  private int made;

  private BilateralNetwork() {}

  /** A tensor of so many channels, scaled down by a factor. */
  private record Plane(String name, int channels, int down) {}

  static Model network() {
    return new BilateralNetwork().build();
  }

  private Model build() {
    Plane image = new Plane("img", 3, 1);
    Plane joined = aggregate(detail(image), semantic(image));
    Plane logits = convolve(active(convolve(joined, 1024, 3, 1, 1)), CLASSES, 1, 1, 1);
    Plane large = upsample(logits, 8, "BILINEAR");
    return graph
        .op("argMax", large.name(), "119_argmax_out_value", with("axis", 1), 1, 1, HEIGHT, WIDTH)
        .op("squeeze", "119_argmax_out_value", "squeeze_out", with("axes", 1), 1, HEIGHT, WIDTH)
        .model("119_argmax_out_value", "squeeze_out");
  }

  private Plane detail(Plane image) {
    Plane plane = active(convolve(active(convolve(image, 64, 3, 2, 1)), 64, 3, 1, 1));
    for (int channels : new int[] {64, 128}) {
      plane = active(convolve(plane, channels, 3, 2, 1));
      plane = active(convolve(plane, channels, 3, 1, 1));
      plane = active(convolve(plane, channels, 3, 1, 1));
    }
    return plane;
  }

  private Plane semantic(Plane image) {
    Plane stem = active(convolve(image, 16, 3, 2, 1));
    Plane left = active(convolve(active(convolve(stem, 8, 1, 1, 1)), 16, 3, 2, 1));
    Plane right = layer("pooling", stem.name(), 16, 4, pool("MAX", 3, 2));
    Plane both = layer("concat", left.name() + "," + right.name(), 32, 4, Map.of());
    Plane plane = active(convolve(both, 16, 3, 1, 1));
    plane = gather(narrow(plane, 32));
    plane = gather(narrow(plane, 64));
    plane = gather(gather(gather(narrow(plane, 128))));
    Plane mean = next("mean", 128, HEIGHT);
    graph.op("reduceMean", plane.name(), mean.name(), with("axes", pair(2, 3)), 1, 128, 1, 1);
    graph.op("batchnorm", mean.name(), mean.name() + "_norm", 1, 128, 1, 1);
    graph.op(
        "convolution",
        mean.name() + "_norm",
        mean.name() + "_conv",
        Graphs.conv(1, 1, 1, 1, 128, 128),
        1,
        128,
        1,
        1);
    graph.op("activation", mean.name() + "_conv", "context", relu(), 1, 128, 1, 1);
    Plane sum = layer("add", "context," + plane.name(), 128, plane.down(), Map.of());
    return active(convolve(sum, 128, 3, 1, 1));
  }

  /** Gathers and expands by six, at half the size. */
  private Plane narrow(Plane from, int channels) {
    int wide = from.channels() * 6;
    Plane plane = active(convolve(from, from.channels(), 3, 1, 1));
    plane = convolve(plane, wide, 3, 2, from.channels());
    plane = active(convolve(plane, wide, 3, 1, wide));
    plane = convolve(plane, channels, 1, 1, 1);
    Plane shortcut = convolve(from, from.channels(), 3, 2, from.channels());
    shortcut = convolve(shortcut, channels, 1, 1, 1);
    return active(sum(plane, shortcut));
  }

  /** Gathers and expands by six, at the same size. */
  private Plane gather(Plane from) {
    Plane plane = active(convolve(from, from.channels(), 3, 1, 1));
    plane = active(convolve(plane, from.channels() * 6, 3, 1, from.channels()));
    return active(sum(convolve(plane, from.channels(), 1, 1, 1), from));
  }

  private Plane aggregate(Plane detail, Plane semantic) {
    Plane fine = convolve(convolve(detail, 128, 3, 1, 128), 128, 1, 1, 1);
    Plane pooled = convolve(detail, 128, 3, 2, 1);
    pooled = layer("pooling", pooled.name(), 128, pooled.down() * 2, pool("AVERAGE", 3, 2));
    Plane raised = sigmoid(upsample(convolve(semantic, 128, 3, 1, 1), 4, "NN"));
    Plane coarse = sigmoid(convolve(convolve(semantic, 128, 3, 1, 128), 128, 1, 1, 1));
    Plane first = layer("multiply", fine.name() + "," + raised.name(), 128, 8, Map.of());
    Plane second = layer("multiply", pooled.name() + "," + coarse.name(), 128, 32, Map.of());
    return active(convolve(sum(first, upsample(second, 4, "NN")), 128, 3, 1, 1));
  }

  private Plane sum(Plane one, Plane other) {
    return layer("add", one.name() + "," + other.name(), one.channels(), one.down(), Map.of());
  }

  private Plane convolve(Plane from, int channels, int kernel, int stride, int groups) {
    Map<String, Attribute> with =
        Graphs.conv(kernel, stride, 1, groups, from.channels() / groups, channels);
    return layer("convolution", from.name(), channels, from.down() * stride, with);
  }

  private Plane active(Plane from) {
    return layer("activation", from.name(), from.channels(), from.down(), relu());
  }

  private Plane sigmoid(Plane from) {
    Map<String, Attribute> with = with("nonlinearity", "sigmoid");
    return layer("activation", from.name(), from.channels(), from.down(), with);
  }

  private Plane upsample(Plane from, int factor, String mode) {
    Map<String, Attribute> with = with("scalingFactor", pair(factor, factor), "mode", mode);
    return layer("upsample", from.name(), from.channels(), from.down() / factor, with);
  }

  private Plane layer(
      String type, String from, int channels, int down, Map<String, Attribute> with) {
    Plane plane = next(type, channels, down);
    graph.op(type, from, plane.name(), with, 1, channels, HEIGHT / down, WIDTH / down);
    return plane;
  }

  private Plane next(String type, int channels, int down) {
    return new Plane(type + "_" + ++made, channels, down);
  }

  private static Map<String, Attribute> relu() {
    return with("nonlinearity", "ReLU");
  }
}
