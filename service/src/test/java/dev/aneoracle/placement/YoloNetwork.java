package dev.aneoracle.placement;

import static dev.aneoracle.placement.Graphs.conv;
import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.coreml.ModelBody.Stage;
import dev.aneoracle.coreml.ModelType;
import java.util.ArrayList;
import java.util.List;

/**
 * YOLOv3 with its 75 convolutions and three heads, as a pipeline that ends in the non-maximum
 * suppression.
 *
 * <p>The backbone is that of the paper, batch normalisation folded into the convolutions. What
 * stands behind the heads' convolutions are the layers with which Turi Create, Apple's own
 * exporter, makes {@code raw_confidence} and {@code raw_coordinates}; for YOLOv3 with a sigmoid for
 * each class in place of its softmax, and the boxes of the three heads laid end to end.
 */
final class YoloNetwork {

  private static final int CLASSES = 80;
  private static final int ANCHORS = 3;
  private static final int SIDE = 416;

  private final Graphs graph = Graphs.network().input("image", 3, SIDE, SIDE);
  private final List<String> confidences = new ArrayList<>();
  private final List<String> coordinates = new ArrayList<>();
  private int convolutions;

  private YoloNetwork() {}

  /** A tensor of so many channels and so many rows and columns. */
  private record Map(String name, int channels, int side) {}

  static Model pipeline() {
    Model network = network();
    List<Feature> outputs = Graphs.tensors("confidence", "coordinates");
    Model suppression =
        Graphs.model(
            ModelType.NON_MAXIMUM_SUPPRESSION,
            Graphs.tensors("raw_confidence", "raw_coordinates"),
            outputs,
            "",
            new ModelBody.Opaque());
    return Graphs.model(
        ModelType.PIPELINE,
        Graphs.tensors("image"),
        outputs,
        "",
        new ModelBody.Pipeline(
            List.of(new Stage("network", network), new Stage("suppression", suppression))));
  }

  private static Model network() {
    return new YoloNetwork().build();
  }

  private Model build() {
    Map map = convolve(new Map("image", 3, SIDE), 32, 3, 1);
    map = residuals(convolve(map, 64, 3, 2), 1);
    map = residuals(convolve(map, 128, 3, 2), 2);
    Map fine = residuals(convolve(map, 256, 3, 2), 8);
    Map middle = residuals(convolve(fine, 512, 3, 2), 8);
    Map coarse = residuals(convolve(middle, 1024, 3, 2), 4);
    Map first = head(coarse, 512);
    Map second = head(join(first, 256, middle), 256);
    head(join(second, 128, fine), 128);
    int boxes = ANCHORS * (13 * 13 + 26 * 26 + 52 * 52);
    graph.op("concat", String.join(",", confidences), "raw_confidence", boxes, CLASSES, 1);
    graph.op("concat", String.join(",", coordinates), "raw_coordinates", boxes, 4, 1);
    return graph.model("raw_confidence", "raw_coordinates");
  }

  private Map convolve(Map from, int channels, int kernel, int stride) {
    Map made = plain(from, channels, kernel, stride);
    String active = made.name() + "_leaky";
    graph.op(
        "activation",
        made.name(),
        active,
        with("nonlinearity", "leakyReLU", "alpha", 0.1),
        channels,
        made.side(),
        made.side());
    return new Map(active, channels, made.side());
  }

  private Map plain(Map from, int channels, int kernel, int stride) {
    String name = "conv" + ++convolutions;
    int side = from.side() / stride;
    graph.op(
        "convolution",
        from.name(),
        name,
        conv(kernel, stride, 1, 1, from.channels(), channels),
        channels,
        side,
        side);
    return new Map(name, channels, side);
  }

  private Map residuals(Map from, int count) {
    Map map = from;
    for (int i = 0; i < count; i++) {
      Map narrow = convolve(map, map.channels() / 2, 1, 1);
      Map wide = convolve(narrow, map.channels(), 3, 1);
      String sum = wide.name() + "_sum";
      graph.op("add", map.name() + "," + wide.name(), sum, map.channels(), map.side(), map.side());
      map = new Map(sum, map.channels(), map.side());
    }
    return map;
  }

  /** Makes the boxes of a scale, and returns where the next finer one goes on. */
  private Map head(Map from, int channels) {
    Map map = from;
    for (int i = 0; i < 2; i++) {
      map = convolve(convolve(map, channels, 1, 1), channels * 2, 3, 1);
    }
    Map branch = convolve(map, channels, 1, 1);
    Map wide = convolve(branch, channels * 2, 3, 1);
    boxes(plain(wide, ANCHORS * (5 + CLASSES), 1, 1));
    return branch;
  }

  private Map join(Map coarse, int channels, Map fine) {
    Map narrow = convolve(coarse, channels, 1, 1);
    String larger = narrow.name() + "_up";
    graph.op(
        "upsample",
        narrow.name(),
        larger,
        with("scalingFactor", pair(2, 2), "mode", "NN"),
        channels,
        fine.side(),
        fine.side());
    String joined = larger + "_joined";
    int together = channels + fine.channels();
    graph.op("concat", larger + "," + fine.name(), joined, together, fine.side(), fine.side());
    return new Map(joined, together, fine.side());
  }

  private void boxes(Map map) {
    String p = "head" + map.side() + "_";
    int cells = map.side() * map.side();
    int boxes = ANCHORS * cells;
    int values = 5 + CLASSES;
    graph
        .op("reshape", map.name(), p + "split", ANCHORS, values, cells)
        .op("permute", p + "split", p + "map", values, ANCHORS, cells);
    slice(p + "map", p + "raw_xy", 2, cells);
    graph
        .op("activation", p + "raw_xy", p + "sig_xy", sigmoid(), 2, ANCHORS, cells)
        .op("reshape", p + "sig_xy", p + "rel_xy", 2, boxes, 1)
        .op("loadConstant", "", p + "grid", 2, boxes, 1)
        .op("add", p + "grid," + p + "rel_xy", p + "xy", 2, boxes, 1);
    slice(p + "map", p + "raw_wh", 2, cells);
    int sizes = 2 * ANCHORS;
    graph
        .op("unary", p + "raw_wh", p + "exp_wh", with("type", "EXP"), 2, ANCHORS, cells)
        .op("reshape", p + "exp_wh", p + "rel_wh", sizes, map.side(), map.side())
        .op("loadConstant", "", p + "anchors", sizes, map.side(), map.side())
        .op("multiply", p + "anchors," + p + "rel_wh", p + "wh_pre", sizes, map.side(), map.side())
        .op("reshape", p + "wh_pre", p + "wh", 2, boxes, 1)
        .op("concat", p + "xy," + p + "wh", p + "box", 4, boxes, 1)
        .op("permute", p + "box", p + "boxes", boxes, 4, 1)
        .op("scale", p + "boxes", p + "coordinates", boxes, 4, 1);
    slice(p + "map", p + "scores", CLASSES, cells);
    graph.op("activation", p + "scores", p + "probs", sigmoid(), CLASSES, ANCHORS, cells);
    slice(p + "map", p + "logit", 1, cells);
    String tiled = String.join(",", java.util.Collections.nCopies(CLASSES, p + "object"));
    graph
        .op("activation", p + "logit", p + "object", sigmoid(), 1, ANCHORS, cells)
        .op("concat", tiled, p + "objects", CLASSES, ANCHORS, cells)
        .op("multiply", p + "objects," + p + "probs", p + "confprobs", CLASSES, ANCHORS, cells)
        .op("reshape", p + "confprobs", p + "flat", CLASSES, boxes, 1)
        .op("permute", p + "flat", p + "confidence", boxes, CLASSES, 1);
    confidences.add(p + "confidence");
    coordinates.add(p + "coordinates");
  }

  private void slice(String from, String to, int channels, int cells) {
    graph.op("slice", from, to, with("axis", "CHANNEL_AXIS"), channels, ANCHORS, cells);
  }

  private static java.util.Map<String, dev.aneoracle.coreml.Attribute> sigmoid() {
    return with("nonlinearity", "sigmoid");
  }
}
