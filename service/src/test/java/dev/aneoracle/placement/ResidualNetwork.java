package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.Map;

/** ResNet-50 as coremltools converts it, batch normalisation folded: 122 operations. */
final class ResidualNetwork {

  private static final int SIDE = 224;
  private static final int[] BLOCKS = {3, 4, 6, 3};

  private final Graphs graph;
  private final int batch;
  private int made;

  private ResidualNetwork(int batch) {
    this.batch = batch;
    this.graph = Graphs.program().input("image", batch, 3, SIDE, SIDE);
  }

  /** A tensor of so many channels and so many rows and columns. */
  private record Plane(String name, int channels, int side) {}

  static Model batch(int size) {
    return new ResidualNetwork(size).build();
  }

  private Model build() {
    Plane plane = relu(convolve(new Plane("image", 3, SIDE), 64, 7, 2));
    Plane pooled = next("pool", 64, plane.side() / 2);
    graph.op(
        "max_pool",
        of(plane),
        pooled.name(),
        ElementType.FLOAT16,
        with("kernel_sizes", pair(3, 3), "strides", pair(2, 2)),
        sizes(pooled));
    plane = pooled;
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      for (int block = 0; block < BLOCKS[stage]; block++) {
        plane = block(plane, 64 << stage, stage > 0 && block == 0 ? 2 : 1);
      }
    }
    graph.op("reduce_mean", of(plane), "mean", ElementType.FLOAT16, Map.of(), batch, 2048, 1, 1);
    graph.op(
        "reshape",
        List.of(new Reference("x", "mean")),
        "flat",
        ElementType.FLOAT16,
        Map.of(),
        batch,
        2048);
    graph.op(
        "linear",
        weighted("flat", Shape.of(1000, 2048), 1000),
        "logits",
        ElementType.FLOAT16,
        Map.of(),
        batch,
        1000);
    return graph.model("logits");
  }

  private Plane block(Plane from, int width, int stride) {
    Plane narrow = relu(convolve(from, width, 1, 1));
    Plane middle = relu(convolve(narrow, width, 3, stride));
    Plane wide = convolve(middle, width * 4, 1, 1);
    Plane shortcut =
        from.channels() == wide.channels() ? from : convolve(from, width * 4, 1, stride);
    Plane sum = next("add", wide.channels(), wide.side());
    graph.op(
        "add",
        List.of(new Reference("x", wide.name()), new Reference("y", shortcut.name())),
        sum.name(),
        ElementType.FLOAT16,
        Map.of(),
        sizes(sum));
    return relu(sum);
  }

  private Plane convolve(Plane from, int channels, int kernel, int stride) {
    Plane plane = next("conv", channels, from.side() / stride);
    graph.op(
        "conv",
        weighted(from.name(), Shape.of(channels, from.channels(), kernel, kernel), channels),
        plane.name(),
        ElementType.FLOAT16,
        with("strides", pair(stride, stride), "dilations", pair(1, 1), "groups", 1),
        sizes(plane));
    return plane;
  }

  private Plane relu(Plane from) {
    Plane plane = next("relu", from.channels(), from.side());
    graph.op("relu", of(from), plane.name(), ElementType.FLOAT16, Map.of(), sizes(plane));
    return plane;
  }

  private Plane next(String kind, int channels, int side) {
    return new Plane(kind + "_" + ++made, channels, side);
  }

  private long[] sizes(Plane plane) {
    return new long[] {batch, plane.channels(), plane.side(), plane.side()};
  }

  private static List<Operand> of(Plane plane) {
    return List.of(new Reference("x", plane.name()));
  }

  private static List<Operand> weighted(String input, Shape weight, int channels) {
    return List.of(
        new Reference("x", input),
        new Constant("weight", ElementType.FLOAT16, weight),
        new Constant("bias", ElementType.FLOAT16, Shape.of(channels)));
  }
}
