package dev.aneoracle.coreml;

import static dev.aneoracle.coreml.ShapeRule.one;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table from layer kind to shape inference. What is not in it (custom layers, control flow) and
 * what depends on data is unknown.
 */
final class ShapeRules {

  private static final List<String> SAME_AS_INPUT =
      List.of(
          "activation",
          "acos",
          "acosh",
          "argSort",
          "asin",
          "asinh",
          "atan",
          "atanh",
          "batchnorm",
          "bias",
          "ceil",
          "clampedReLU",
          "clip",
          "copy",
          "cos",
          "cosh",
          "cumSum",
          "erf",
          "exp2",
          "fillLike",
          "floor",
          "gelu",
          "l2normalize",
          "layerNormalization",
          "logicalNot",
          "lowerTriangular",
          "lrn",
          "matrixBandPart",
          "mvn",
          "randomBernoulliLike",
          "randomNormalLike",
          "randomUniformLike",
          "reverse",
          "reverseSeq",
          "round",
          "scale",
          "scatter",
          "scatterAlongAxis",
          "scatterND",
          "sign",
          "sin",
          "sinh",
          "softmax",
          "softmaxND",
          "tan",
          "tanh",
          "unary",
          "upperTriangular");

  private static final List<String> BROADCAST =
      List.of(
          "addBroadcastable",
          "divideBroadcastable",
          "equal",
          "floorDivBroadcastable",
          "greaterEqual",
          "greaterThan",
          "lessEqual",
          "lessThan",
          "logicalAnd",
          "logicalOr",
          "logicalXor",
          "maxBroadcastable",
          "minBroadcastable",
          "modBroadcastable",
          "multiplyBroadcastable",
          "notEqual",
          "powBroadcastable",
          "subtractBroadcastable",
          "whereBroadcastable");

  private static final List<String> BROADCAST_AT_EQUAL_RANK =
      List.of("add", "average", "max", "min", "multiply");

  private static final List<String> REDUCE =
      List.of(
          "reduceL1",
          "reduceL2",
          "reduceLogSum",
          "reduceLogSumExp",
          "reduceMax",
          "reduceMean",
          "reduceMin",
          "reduceProd",
          "reduceSum",
          "reduceSumSquare");

  private static final Map<String, ShapeRule> RULES = rules();

  private ShapeRules() {}

  /** Returns the shape of each output of a layer. */
  static List<Shape> infer(String kind, LayerCall call) {
    List<Shape> inferred = List.of();
    ShapeRule rule = RULES.get(kind);
    if (rule != null) {
      try {
        inferred = rule.infer(call);
      } catch (NotInferable | ArithmeticException e) {
        inferred = List.of();
      }
    }
    List<Shape> shapes = new ArrayList<>(Collections.nCopies(call.outputs(), Shape.unknown()));
    for (int i = 0; i < Math.min(inferred.size(), shapes.size()); i++) {
      shapes.set(i, inferred.get(i));
    }
    return shapes;
  }

  static boolean covers(String kind) {
    return RULES.containsKey(kind);
  }

  private static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    SAME_AS_INPUT.forEach(kind -> rules.put(kind, SourceShapes.like(0)));
    BROADCAST.forEach(kind -> rules.put(kind, one(BroadcastShapes::broadcast)));
    BROADCAST_AT_EQUAL_RANK.forEach(kind -> rules.put(kind, one(BroadcastShapes::sameRank)));
    REDUCE.forEach(kind -> rules.put(kind, one(ReductionShapes::alongAxes)));
    addWindowsAndMatrices(rules);
    addArrangements(rules);
    addSelections(rules);
    addSources(rules);
    return Map.copyOf(rules);
  }

  private static void addWindowsAndMatrices(Map<String, ShapeRule> rules) {
    rules.put("batchedMatmul", one(MatrixShapes::batchedMatMul));
    rules.put("biDirectionalLSTM", RecurrentShapes::bothDirections);
    rules.put("convolution", one(ConvolutionShapes::planar));
    rules.put("convolution3d", one(ConvolutionShapes::spatial));
    rules.put("dot", one(BroadcastShapes::dot));
    rules.put("embedding", one(MatrixShapes::embedding));
    rules.put("embeddingND", one(MatrixShapes::embeddingNd));
    rules.put("globalPooling3d", one(PoolingShapes::global));
    rules.put("gru", RecurrentShapes::oneDirection);
    rules.put("innerProduct", one(MatrixShapes::innerProduct));
    rules.put("pooling", one(PoolingShapes::planar));
    rules.put("pooling3d", one(PoolingShapes::spatial));
    rules.put("simpleRecurrent", RecurrentShapes::oneDirection);
    rules.put("uniDirectionalLSTM", RecurrentShapes::oneDirection);
  }

  private static void addArrangements(Map<String, ShapeRule> rules) {
    rules.put("concat", one(JoinShapes::concat));
    rules.put("concatND", one(JoinShapes::concatNd));
    rules.put("crop", one(PlaneShapes::crop));
    rules.put("cropResize", one(PlaneShapes::cropResize));
    rules.put("expandDims", one(ReshapeShapes::expandDims));
    rules.put("flatten", one(ReshapeShapes::flatten));
    rules.put("flattenTo2D", one(ReshapeShapes::flattenTo2D));
    rules.put("padding", one(PlaneShapes::padding));
    rules.put("permute", one(ReshapeShapes::permute));
    rules.put("rankPreservingReshape", one(ReshapeShapes::rankPreserving));
    rules.put("reorganizeData", one(PlaneShapes::reorganize));
    rules.put("reshape", one(ReshapeShapes::legacyReshape));
    rules.put("reshapeStatic", one(ReshapeShapes::reshapeStatic));
    rules.put("resizeBilinear", one(PlaneShapes::resize));
    rules.put("sequenceRepeat", one(JoinShapes::sequenceRepeat));
    rules.put("split", JoinShapes::split);
    rules.put("splitND", JoinShapes::splitNd);
    rules.put("squeeze", one(ReshapeShapes::squeeze));
    rules.put("stack", one(JoinShapes::stack));
    rules.put("tile", one(JoinShapes::tile));
    rules.put("transpose", one(ReshapeShapes::transpose));
    rules.put("upsample", one(PlaneShapes::upsample));
  }

  private static void addSelections(Map<String, ShapeRule> rules) {
    rules.put("NonMaximumSuppression", GatherShapes::suppress);
    rules.put("argMax", one(ReductionShapes::argument));
    rules.put("argMin", one(ReductionShapes::argument));
    rules.put("constantPad", one(SliceShapes::constantPad));
    rules.put("gather", one(GatherShapes::gather));
    rules.put("gatherAlongAxis", SourceShapes.like(1));
    rules.put("gatherND", one(GatherShapes::gatherNd));
    rules.put("oneHot", one(GatherShapes::oneHot));
    rules.put("reduce", one(ReductionShapes::legacy));
    rules.put("slice", one(SliceShapes::legacy));
    rules.put("sliceBySize", one(SliceShapes::bySize));
    rules.put("sliceDynamic", one(SliceShapes::dynamic));
    rules.put("sliceStatic", one(SliceShapes::fixed));
    rules.put("slidingWindows", one(SliceShapes::slidingWindows));
    rules.put("topK", ReductionShapes::topK);
    rules.put("whereNonZero", one(GatherShapes::whereNonZero));
  }

  private static void addSources(Map<String, ShapeRule> rules) {
    rules.put("broadcastToDynamic", SourceShapes.sizedBy(1));
    rules.put("broadcastToLike", SourceShapes.like(1));
    rules.put("broadcastToStatic", SourceShapes.given("targetShape"));
    rules.put("categoricalDistribution", one(SourceShapes::samples));
    rules.put("fillDynamic", SourceShapes.sizedBy(0));
    rules.put("fillStatic", SourceShapes.given("targetShape"));
    rules.put("getShape", one(SourceShapes::shapeOf));
    rules.put("loadConstant", one(SourceShapes::loadConstant));
    rules.put("loadConstantND", SourceShapes.given("shape"));
    rules.put("randomBernoulliDynamic", SourceShapes.sizedBy(0));
    rules.put("randomBernoulliStatic", SourceShapes.given("outputShape"));
    rules.put("randomNormalDynamic", SourceShapes.sizedBy(0));
    rules.put("randomNormalStatic", SourceShapes.given("outputShape"));
    rules.put("randomUniformDynamic", SourceShapes.sizedBy(0));
    rules.put("randomUniformStatic", SourceShapes.given("outputShape"));
    rules.put("rangeDynamic", one(SourceShapes::rangeOfUnknownLength));
    rules.put("rangeStatic", one(SourceShapes::range));
    rules.put("reshapeDynamic", SourceShapes.sizedBy(1));
    rules.put("reshapeLike", SourceShapes.like(1));
  }
}
