package dev.aneoracle.placement;

import static dev.aneoracle.placement.CaseOperations.MAP;
import static dev.aneoracle.placement.CaseOperations.NONE;
import static dev.aneoracle.placement.CaseOperations.TENSOR;
import static dev.aneoracle.placement.CaseOperations.activation;
import static dev.aneoracle.placement.CaseOperations.blockwise;
import static dev.aneoracle.placement.CaseOperations.cast;
import static dev.aneoracle.placement.CaseOperations.convolution;
import static dev.aneoracle.placement.CaseOperations.deconvolution;
import static dev.aneoracle.placement.CaseOperations.extra;
import static dev.aneoracle.placement.CaseOperations.gather;
import static dev.aneoracle.placement.CaseOperations.kernel;
import static dev.aneoracle.placement.CaseOperations.network;
import static dev.aneoracle.placement.CaseOperations.program;
import static dev.aneoracle.placement.CaseOperations.two;
import static dev.aneoracle.placement.CaseOperations.typed;
import static dev.aneoracle.placement.CaseOperations.typedTwo;
import static dev.aneoracle.placement.Graphs.conv;
import static dev.aneoracle.placement.Graphs.pair;
import static dev.aneoracle.placement.Graphs.pool;
import static dev.aneoracle.placement.Graphs.with;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Reference;
import dev.aneoracle.coreml.Shape;
import java.util.ArrayList;
import java.util.List;

/** For each rule an operation that it decides, and one beside it that it does not. */
final class RuleCases {

  private final List<Case> cases = new ArrayList<>();

  /** An operation on a target, and whether the rule is the one that decides it. */
  record Case(String rule, String target, OperationView view, boolean decides) {
    @Override
    public String toString() {
      return rule + (decides ? " decides " : " leaves ") + view.type() + " on " + target;
    }
  }

  static List<Case> all() {
    RuleCases table = new RuleCases();
    table.common();
    table.classicLayers();
    table.classicPrograms();
    table.e5Refusals();
    table.e5Kernels();
    table.e5Supports();
    return table.cases;
  }

  private void common() {
    yes("constant", "M1@12", network("loadConstant", NONE, MAP, MAP));
    no("constant", "M1@12", network("add", NONE, MAP, MAP));
    yes("edge-cast", "M4@27", cast(ElementType.FLOAT16, ElementType.FLOAT32, "out"));
    no("edge-cast", "M4@27", cast(ElementType.FLOAT16, ElementType.FLOAT32, "other"));
    no("edge-cast", "M4@27", cast(ElementType.INT32, ElementType.FLOAT16, "out"));
    yes("identity", "M4@27", program("identity", NONE, TENSOR, TENSOR));
    no("identity", "M4@27", program("relu", NONE, TENSOR, TENSOR));
    yes("classify", "M4@27", program("classify", NONE, TENSOR, TENSOR));
    no("classify", "M4@27", program("softmax", NONE, TENSOR, TENSOR));
    yes("recurrent", "M1@12", network("uniDirectionalLSTM", NONE, MAP, MAP));
    yes("recurrent", "M4@27", program("lstm", NONE, TENSOR, TENSOR));
    no("recurrent", "M4@27", program("linear", NONE, TENSOR, TENSOR));
    yes("custom-layer", "M1@12", network("custom", NONE, MAP, MAP));
    no("custom-layer", "M1@12", network("softmax", NONE, MAP, MAP));
    yes("band-part", "M4@27", program("band_part", NONE, TENSOR, TENSOR));
    no("band-part", "M4@27", program("tanh", NONE, TENSOR, TENSOR));
    long[] six = {1, 1, 1, 2, 3, 4};
    yes("rank-over-5", "M4@27", program("relu", NONE, six, six));
    no("rank-over-5", "M4@27", program("relu", NONE, new long[] {1, 1, 2, 3, 4}, TENSOR));
    yes("float32", "M4@27", typed("relu", ElementType.FLOAT32));
    yes("float32", "M1@12", typedTwo("add", ElementType.FLOAT32));
    no("float32", "M4@27", typed("relu", ElementType.FLOAT16));
    no("float32", "M4@27", cast(ElementType.FLOAT16, ElementType.FLOAT32, "other"));
    long[] wide = {1, 1, 1, 16385};
    yes("plane-over-16384", "M1@12", network("softmax", NONE, new long[] {1, 1, 16385}, MAP));
    yes("plane-over-16384", "M2@27", program("relu", NONE, wide, wide));
    no("plane-over-16384", "M4@27", program("relu", NONE, wide, wide));
    no("plane-over-16384", "M2@27", program("relu", NONE, new long[] {1, 16384}, TENSOR));
    yes("plane-over-16384-m3", "M3@27", program("relu", NONE, wide, wide));
    no("plane-over-16384-m3", "M4@27", program("relu", NONE, wide, wide));
    long[] wider = {1, 1, 1, 65537};
    yes("plane-over-65536", "M4@27", program("relu", NONE, wider, wider));
    no("plane-over-65536", "M4@27", program("relu", NONE, new long[] {1, 65536}, TENSOR));
    long[] deep = {1, 65537, 1, 1};
    yes("channels-over-65536", "M4@27", program("relu", NONE, deep, deep));
    no("channels-over-65536", "M4@27", program("relu", NONE, new long[] {1, 65536, 1, 1}, TENSOR));
  }

  private void classicLayers() {
    yes("classic-identity-linear", "M1@12", activation("linear", 1.0));
    no("classic-identity-linear", "M1@12", activation("linear", -1.0));
    yes("classic-identity-size", "M1@12", network("resizeBilinear", NONE, MAP, MAP));
    no("classic-identity-size", "M1@12", network("padding", NONE, MAP, new long[] {64, 34, 34}));
    long[] map65 = {21, 65, 65};
    yes(
        "classic-resize-fraction",
        "M1@12",
        network("resizeBilinear", NONE, map65, new long[] {21, 513, 513}));
    no(
        "classic-resize-fraction",
        "M1@12",
        network("resizeBilinear", NONE, map65, new long[] {21, 130, 130}));
    yes(
        "classic-resize-spread",
        "M1@12",
        network("resizeBilinear", NONE, new long[] {8, 1, 1}, new long[] {8, 65, 65}));
    no(
        "classic-resize-spread",
        "M1@12",
        network("resizeBilinear", NONE, map65, new long[] {21, 130, 130}));
    yes("classic-argmax-reduce", "M1@12", network("reduce", with("mode", "ARGMAX"), MAP, MAP));
    no("classic-argmax-reduce", "M1@13", network("reduce", with("mode", "ARGMAX"), MAP, MAP));
    no("classic-argmax-reduce", "M1@12", network("reduce", with("mode", "SUM"), MAP, MAP));
    yes("classic-argmax-layer", "M1@15", network("argMax", NONE, MAP, MAP));
    no("classic-argmax-layer", "M1@12", network("argMax", NONE, MAP, MAP));
    long[] flat = {64, 1, 1};
    yes(
        "classic-dense-too-wide",
        "M1@12",
        network("innerProduct", with("outputChannels", 16385), flat, flat));
    no(
        "classic-dense-too-wide",
        "M1@12",
        network("innerProduct", with("outputChannels", 16384), flat, flat));
    yes(
        "classic-inner-product",
        "M1@12",
        network("innerProduct", with("outputChannels", 16384), flat, flat));
    no(
        "classic-inner-product",
        "M1@12",
        network("innerProduct", with("outputChannels", 10), MAP, flat));
    yes(
        "classic-embedding-too-long",
        "M1@13",
        network("embedding", with("inputDim", 32769), flat, flat));
    no(
        "classic-embedding-too-long",
        "M1@13",
        network("embedding", with("inputDim", 32768), flat, flat));
    yes("classic-control-flow", "M1@13", network("loop", NONE, MAP, MAP));
    no("classic-control-flow", "M1@13", network("copy", NONE, MAP, MAP));
    yes("classic-convolution", "M1@12", network("convolution", conv(3, 2, 4, 64, 1, 64), MAP, MAP));
    no("classic-convolution", "M1@12", network("convolution", conv(5, 1, 1, 1, 64, 64), MAP, MAP));
    yes(
        "classic-convolution-larger",
        "M1@12",
        network("convolution", conv(13, 2, 1, 1, 64, 64), MAP, MAP));
    no(
        "classic-convolution-larger",
        "M1@12",
        network("convolution", conv(3, 1, 7, 1, 64, 64), MAP, MAP));
    no(
        "classic-convolution-larger",
        "M1@12",
        network("convolution", conv(5, 3, 1, 1, 64, 64), MAP, MAP));
    no(
        "classic-convolution-larger",
        "M1@12",
        network("convolution", conv(5, 1, 1, 8, 8, 64), MAP, MAP));
    yes("classic-deconvolution", "M1@12", network("convolution", deconvolution(2), MAP, MAP));
    no("classic-deconvolution", "M1@12", network("convolution", deconvolution(4), MAP, MAP));
    yes("classic-activation", "M1@12", activation("ReLU", 0.0));
    yes("classic-activation", "M5@27", activation("linear", -1.0));
    no("classic-activation", "M1@12", activation("sigmoid", 0.0));
    yes("classic-activation-yolo", "M1@12", activation("leakyReLU", 0.1));
    no("classic-activation-yolo", "M1@12", activation("softsign", 0.0));
    yes("classic-threshold", "M1@12", network("unary", with("type", "THRESHOLD"), MAP, MAP));
    no("classic-threshold", "M1@12", network("unary", with("type", "EXP"), MAP, MAP));
    yes("classic-max-pooling", "M1@12", network("pooling", pool("MAX", 2, 2), MAP, MAP));
    no("classic-max-pooling", "M1@12", network("pooling", pool("MAX", 3, 2), MAP, MAP));
    yes("classic-pooling-larger", "M1@12", network("pooling", pool("AVERAGE", 7, 1), MAP, MAP));
    no("classic-pooling-larger", "M1@12", network("pooling", pool("MAX", 9, 1), MAP, MAP));
    yes("classic-average-whole", "M1@12", network("pooling", pool("AVERAGE", 32, 32), MAP, flat));
    yes(
        "classic-average-whole",
        "M1@12",
        network("pooling", with("type", "AVERAGE", "globalPooling", true), MAP, flat));
    no("classic-average-whole", "M1@12", network("pooling", pool("MAX", 32, 32), MAP, flat));
    yes("classic-flatten", "M1@12", network("flatten", NONE, MAP, flat));
    no("classic-flatten", "M1@12", network("reorganizeData", NONE, MAP, flat));
    yes("classic-softmax", "M1@12", network("softmax", NONE, flat, flat));
    no("classic-softmax", "M1@12", program("softmax", NONE, TENSOR, TENSOR));
    yes("classic-add", "M1@12", network("add", NONE, MAP, MAP));
    no("classic-add", "M1@12", network("add", NONE, flat, MAP));
    yes("classic-multiply-alpha", "M1@12", network("multiply", with("alpha", 2.0), MAP, MAP));
    no("classic-multiply-alpha", "M1@12", two("multiply", MAP, MAP));
    yes("classic-elementwise-same", "M1@12", two("multiply", MAP, MAP));
    no("classic-elementwise-same", "M1@12", two("multiply", flat, MAP));
    yes("classic-concat", "M1@12", two("concat", MAP, MAP));
    no("classic-concat", "M1@12", two("concatND", MAP, MAP));
    yes(
        "classic-upsample",
        "M1@12",
        network("upsample", with("scalingFactor", pair(2, 2)), MAP, MAP));
    no(
        "classic-upsample",
        "M1@12",
        network("upsample", with("scalingFactor", pair(4, 4)), MAP, MAP));
    yes("classic-boxes", "M1@12", network("slice", NONE, MAP, MAP));
    no("classic-boxes", "M1@12", network("sliceStatic", NONE, MAP, MAP));
    yes("classic-boxes-exp", "M1@12", network("unary", with("type", "EXP"), MAP, MAP));
    no("classic-boxes-exp", "M1@12", network("unary", with("type", "LOG"), MAP, MAP));
    yes("classic-rearrange", "M1@12", network("permute", NONE, MAP, MAP));
    no("classic-rearrange", "M1@12", network("reshapeStatic", NONE, MAP, MAP));
    yes("classic-batchnorm", "M1@12", network("batchnorm", NONE, MAP, MAP));
    no("classic-batchnorm", "M1@12", network("mvn", NONE, MAP, MAP));
    yes("classic-like-program", "M1@12", network("transpose", NONE, MAP, MAP));
    no("classic-like-program", "M1@12", program("transpose", NONE, TENSOR, TENSOR));
    no("classic-like-program", "M1@12", network("constantPad", NONE, MAP, MAP));
    yes("classic-tanh", "M1@12", activation("tanh", 0.0));
    no("classic-tanh", "M1@12", activation("ELU", 0.0));
    yes("classic-subtract", "M1@12", two("subtractBroadcastable", MAP, MAP));
    no("classic-subtract", "M1@12", two("subtractBroadcastable", flat, MAP));
  }

  private void classicPrograms() {
    yes("classic-program-refused", "M1@12", program("split", NONE, TENSOR, TENSOR));
    no("classic-program-refused", "M1@13", program("split", NONE, TENSOR, TENSOR));
    yes("classic-cumsum", "M2@13", program("cumsum", NONE, TENSOR, TENSOR));
    no("classic-cumsum", "M2@14", program("cumsum", NONE, TENSOR, TENSOR));
    yes("classic-program-elementwise", "M1@12", program("sub", NONE, TENSOR, TENSOR));
    no("classic-program-elementwise", "M1@12", program("minimum", NONE, TENSOR, TENSOR));
    yes("classic-program-add", "M1@12", program("add", NONE, TENSOR, TENSOR));
    no("classic-program-add", "M1@12", network("add", NONE, MAP, MAP));
    yes("classic-program-conv", "M1@12", convolution(3, 3, 1));
    no("classic-program-conv", "M1@12", convolution(15, 15, 1));
    yes("classic-program-basic", "M1@12", program("relu", NONE, TENSOR, TENSOR));
    no("classic-program-basic", "M1@12", program("erf", NONE, TENSOR, TENSOR));
    ClassicProgramCases.add(this);
  }

  private void e5Refusals() {
    yes("e5-shape", "M4@27", program("shape", NONE, TENSOR, new long[] {4}));
    no("e5-shape", "M1@13", program("shape", NONE, TENSOR, new long[] {4}));
    yes("e5-int32", "M4@27", typed("add", ElementType.INT32));
    no("e5-int32", "M4@27", typed("add", ElementType.FLOAT16));
    yes("e5-cast-refused", "M4@27", cast(ElementType.FLOAT16, ElementType.INT8, "out"));
    no("e5-cast-refused", "M4@27", cast(ElementType.BOOL, ElementType.FLOAT16, "out"));
    refused("e5-unsupported", "reduce_prod", "reduce_sum");
    refused("e5-unsupported-mil", "mod", "floor_div");
    refused("e5-sliding-windows", "sliding_windows", "reshape");
    refused("e5-cumsum", "cumsum", "reduce_sum");
    yes("e5-argmax", "M4@27", typed("reduce_argmax", ElementType.INT32));
    no("e5-argmax", "M4@27", typed("reduce_argmax", ElementType.UINT16));
    refused("e5-scatter", "scatter_nd", "scatter_along_axis");
    refused("e5-crop-resize", "crop_resize", "resize_bilinear");
    refused("e5-nms", "non_maximum_suppression", "add");
    refused("e5-control-flow", "while_loop", "select");
    yes("e5-topk-old", "M2@15", program("topk", NONE, TENSOR, TENSOR));
    no("e5-topk-old", "M3@27", program("topk", NONE, TENSOR, TENSOR));
    yes("e5-topk-m3", "M3@27", program("topk", NONE, TENSOR, TENSOR));
    no("e5-topk-m3", "M4@27", program("topk", NONE, TENSOR, TENSOR));
    yes("e5-topk", "M4@27", program("topk", NONE, TENSOR, TENSOR));
    no("e5-topk", "M2@27", program("topk", NONE, TENSOR, TENSOR));
    yes("e5-runtime-begin", "M4@27", extra("slice_by_size", new Reference("begin", "start"), NONE));
    no("e5-runtime-begin", "M4@27", program("slice_by_size", with("begin", 0), TENSOR, TENSOR));
    yes(
        "e5-slice-backwards",
        "M4@27",
        program("slice_by_index", with("stride", -1), TENSOR, TENSOR));
    no("e5-slice-backwards", "M4@27", program("slice_by_index", with("stride", 2), TENSOR, TENSOR));
    yes(
        "e5-pad-non-zero",
        "M4@27",
        program("pad", with("mode", "constant", "constant_val", 1.0), TENSOR, TENSOR));
    no(
        "e5-pad-non-zero",
        "M4@27",
        program("pad", with("mode", "reflect", "constant_val", 1.0), TENSOR, TENSOR));
    yes("e5-blockwise-weights", "M4@27", blockwise(64, 4));
    no("e5-blockwise-weights", "M4@27", blockwise(64, 1));
    no("e5-blockwise-weights", "M3@14", blockwise(64, 4));
    yes("e5-matmul-deep", "M4@27", program("matmul", NONE, new long[] {8, 40000}, TENSOR));
    no("e5-matmul-deep", "M4@27", program("matmul", NONE, new long[] {8, 32768}, TENSOR));
  }

  private void e5Kernels() {
    yes("e5-conv-wide", "M4@27", convolution(17, 17, 1));
    yes("e5-conv-wide", "M4@27", convolution(1, 24, 1));
    no("e5-conv-wide", "M4@27", convolution(16, 16, 1));
    yes("e5-conv-flat-16", "M4@27", convolution(1, 16, 1));
    no("e5-conv-flat-16", "M4@27", convolution(1, 15, 1));
    yes("e5-conv-high", "M4@27", convolution(32, 1, 1));
    no("e5-conv-high", "M4@27", convolution(31, 1, 1));
    yes("e5-conv-gap-wide", "M4@27", convolution(7, 16, 1));
    no("e5-conv-gap-wide", "M4@27", convolution(16, 16, 1));
    yes("e5-conv-gap-high", "M4@27", convolution(20, 3, 1));
    no("e5-conv-gap-high", "M4@27", convolution(20, 1, 1));
    yes("e5-conv", "M4@27", convolution(16, 16, 8));
    no("e5-conv", "M4@27", convolution(3, 3, 9));
    yes(
        "e5-conv-transpose",
        "M4@27",
        program("conv_transpose", with("strides", pair(2, 2)), TENSOR, TENSOR));
    no(
        "e5-conv-transpose",
        "M4@27",
        program("conv_transpose", with("strides", pair(16, 1)), TENSOR, TENSOR));
    yes("e5-max-pool-wide", "M4@27", kernel("max_pool", 1, 9));
    no("e5-max-pool-wide", "M4@27", kernel("max_pool", 9, 1));
    no("e5-max-pool-wide", "M4@27", kernel("max_pool", 1, 32));
    yes("e5-avg-pool-large", "M4@27", kernel("avg_pool", 15, 15));
    no("e5-avg-pool-large", "M4@27", kernel("avg_pool", 14, 14));
    yes("e5-pool", "M4@27", kernel("max_pool", 3, 3));
    no("e5-pool", "M4@27", kernel("max_pool", 13, 13));
  }

  private void e5Supports() {
    yes("e5-cast", "M4@27", cast(ElementType.BOOL, ElementType.FLOAT16, "out"));
    no("e5-cast", "M4@27", cast(ElementType.INT32, ElementType.FLOAT16, "out"));
    refused("e5-linear-algebra", "linear", "einsum");
    refused("e5-einsum", "einsum", "linear");
    refused("e5-elementwise-one", "atan", "atanh");
    refused("e5-elementwise-two", "real_div", "mod");
    refused("e5-compare", "greater", "one_hot");
    refused("e5-quantize", "quantize", "argsort");
    refused("e5-normalise", "instance_norm", "reduce_prod");
    refused("e5-reduce", "reduce_log_sum_exp", "reduce_prod");
    refused("e5-resize", "resample", "crop_resize");
    refused("e5-move", "pixel_shuffle", "sliding_windows");
    refused("e5-state", "read_state", "lstm");
    yes("e5-not-on-m1-12", "M2@14", program("floor", NONE, TENSOR, TENSOR));
    no("e5-not-on-m1-12", "M1@14", program("floor", NONE, TENSOR, TENSOR));
    yes("e5-split", "M1@14", program("split", NONE, TENSOR, TENSOR));
    no("e5-split", "M1@13", program("split", NONE, TENSOR, TENSOR));
    yes(
        "e5-gather",
        "M4@27",
        extra("gather", new Constant("indices", ElementType.INT32, Shape.of(4)), NONE));
    no("e5-gather", "M4@27", extra("gather", new Reference("indices", "start"), NONE));
    yes("e5-gather-int16", "M4@27", gather(ElementType.INT16));
    no("e5-gather-int16", "M4@27", gather(ElementType.UINT16));
    yes("e5-gather-uint16", "M4@27", gather(ElementType.UINT16));
    no("e5-gather-uint16", "M4@27", gather(ElementType.UINT32));
    refused("e5-gather-along", "gather_nd", "scatter_nd");
    yes("e5-cast-to-float32-macos-14", "M1@14", cast(ElementType.FLOAT16, ElementType.FLOAT32, ""));
    no("e5-cast-to-float32-macos-14", "M1@15", cast(ElementType.FLOAT16, ElementType.FLOAT32, ""));
    yes("e5-cast-of-float32-macos-14", "M1@14", cast(ElementType.FLOAT32, ElementType.FLOAT16, ""));
    no("e5-cast-of-float32-macos-14", "M1@14", cast(ElementType.FLOAT16, ElementType.FLOAT32, ""));
  }

  void yes(String rule, String target, OperationView view) {
    cases.add(new Case(rule, target, view, true));
  }

  void no(String rule, String target, OperationView view) {
    cases.add(new Case(rule, target, view, false));
  }

  private void refused(String rule, String type, String other) {
    yes(rule, "M4@27", program(type, NONE, TENSOR, TENSOR));
    no(rule, "M4@27", program(other, NONE, TENSOR, TENSOR));
  }
}
