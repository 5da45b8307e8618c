package dev.aneoracle.placement;

import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts floating-point operations, a multiply-add as two.
 *
 * <ul>
 *   <li>convolution: 2 × outputs × inputs a group × kernel elements
 *   <li>deconvolution: 2 × inputs × outputs a group × kernel elements
 *   <li>dense layer: 2 × output elements × inputs; matrix product: 2 × output elements × inner
 *       length
 *   <li>pooling: output elements × kernel elements; reduction and normalisation: input elements,
 *       the latter × 5, as softmax (greatest, difference, exponent, sum, quotient)
 *   <li>element by element: output elements; resize: output elements × 8; moving data: none
 * </ul>
 *
 * <p>Biases are not counted. A type that is not listed has no count, and neither has an operation
 * whose shapes are not known.
 */
final class Flops {

  private static final Set<String> MOVING =
      Set.of(
          "flatten",
          "reshape",
          "reshapeStatic",
          "rankPreservingReshape",
          "permute",
          "transpose",
          "squeeze",
          "expandDims",
          "expand_dims",
          "concat",
          "concatND",
          "stack",
          "split",
          "splitND",
          "slice",
          "sliceStatic",
          "slice_by_index",
          "slice_by_size",
          "crop",
          "padding",
          "constantPad",
          "pad",
          "tile",
          "reverse",
          "gather",
          "embedding",
          "embeddingND",
          "cast",
          "identity",
          "classify",
          "reorganizeData",
          "space_to_depth",
          "depth_to_space",
          "pixel_shuffle",
          "pixel_unshuffle",
          "space_to_batch",
          "batch_to_space",
          "fill_like",
          "shape",
          "read_state",
          "coreml_update_state",
          "loadConstant",
          "loadConstantND",
          "const");
  private static final Set<String> NORMALISING =
      Set.of(
          "softmax",
          "softmaxND",
          "log_softmax",
          "layer_norm",
          "instance_norm",
          "batch_norm",
          "batchnorm",
          "l2_norm",
          "local_response_norm",
          "mvn",
          "l2normalize",
          "lrn",
          "layerNormalization");
  private static final Set<String> RESIZING =
      Set.of(
          "upsample",
          "resizeBilinear",
          "upsample_bilinear",
          "upsample_nearest_neighbor",
          "resize_bilinear",
          "resize_nearest_neighbor",
          "resize");
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "activation",
          "unary",
          "add",
          "multiply",
          "max",
          "min",
          "average",
          "bias",
          "scale",
          "addBroadcastable",
          "multiplyBroadcastable",
          "subtractBroadcastable",
          "divideBroadcastable",
          "maxBroadcastable",
          "minBroadcastable",
          "relu",
          "relu6",
          "leaky_relu",
          "prelu",
          "elu",
          "thresholded_relu",
          "clip",
          "sigmoid",
          "sigmoid_hard",
          "tanh",
          "scaled_tanh",
          "silu",
          "gelu",
          "softplus",
          "softsign",
          "linear_activation",
          "erf",
          "exp",
          "exp2",
          "log",
          "sqrt",
          "rsqrt",
          "inverse",
          "abs",
          "sign",
          "square",
          "sin",
          "cos",
          "tan",
          "asin",
          "acos",
          "atan",
          "sinh",
          "cosh",
          "atanh",
          "ceil",
          "floor",
          "round",
          "pow",
          "sub",
          "mul",
          "real_div",
          "floor_div",
          "mod",
          "maximum",
          "minimum",
          "equal",
          "not_equal",
          "less",
          "less_equal",
          "greater",
          "greater_equal",
          "logical_and",
          "logical_or",
          "logical_not",
          "logical_xor",
          "select",
          "cumsum");

  private Flops() {}

  /** Returns the count, null where it is not known. */
  static @Nullable Long of(OperationView view) {
    return count(view).orElse(null);
  }

  private static Optional<Long> count(OperationView view) {
    String type = view.type();
    if (MOVING.contains(type) || type.startsWith("constexpr_")) {
      return Optional.of(0L);
    }
    Optional<Long> out = elements(view.output());
    if (ELEMENTWISE.contains(type)) {
      return out;
    }
    if (NORMALISING.contains(type)) {
      return times(5, out);
    }
    if (RESIZING.contains(type)) {
      return times(8, out);
    }
    if (type.startsWith("reduce")) {
      return elements(view.input());
    }
    return switch (type) {
      case "convolution" ->
          view.flag("isDeconvolution") ? deconvolution(view) : convolution(view, out);
      case "conv" -> convolution(view, out);
      case "conv_transpose" -> deconvolution(view);
      case "innerProduct", "batchedMatmul", "linear", "matmul" -> product(view, out);
      case "pooling", "max_pool", "avg_pool", "l2_pool" -> pooling(view, out);
      default -> Optional.empty();
    };
  }

  private static Optional<Long> convolution(OperationView view, Optional<Long> out) {
    Optional<Long> perGroup =
        first(view, "kernelChannels")
            .or(() ->
                KernelFacts.weight(view).filter(Flops::isKernel).map(s -> s.dimensions().get(1)));
    return product(times(2, out), perGroup, kernel(view));
  }

  private static Optional<Long> deconvolution(OperationView view) {
    Optional<Long> perGroup =
        first(view, "outputChannels")
            .map(channels -> channels / Math.max(1, first(view, "nGroups").orElse(1L)))
            .or(() ->
                KernelFacts.weight(view).filter(Flops::isKernel).map(s -> s.dimensions().get(1)));
    return product(times(2, elements(view.input())), perGroup, kernel(view));
  }

  private static boolean isKernel(Shape shape) {
    return shape.fullyKnown() && shape.rank() > 2;
  }

  private static Optional<Long> product(OperationView view, Optional<Long> out) {
    Optional<Long> length =
        first(view, "inputChannels")
            .or(() ->
                Fact.INNER_LENGTH.of(view) instanceof FactValue.Size(double size)
                    ? Optional.of((long) size)
                    : Optional.empty());
    return product(times(2, out), length, Optional.of(1L));
  }

  private static Optional<Long> pooling(OperationView view, Optional<Long> out) {
    return view.flag("globalPooling")
        ? elements(view.input())
        : product(out, kernel(view), Optional.of(1L));
  }

  private static Optional<Long> kernel(OperationView view) {
    return KernelFacts.kernel(view).map(sizes -> sizes.stream().reduce(1L, (a, b) -> a * b));
  }

  private static Optional<Long> first(OperationView view, String attribute) {
    return view.numbers(attribute).map(List::stream).flatMap(s -> s.findFirst());
  }

  private static Optional<Long> elements(Shape shape) {
    return shape.elementCount().isPresent()
        ? Optional.of(shape.elementCount().getAsLong())
        : Optional.empty();
  }

  private static Optional<Long> times(long factor, Optional<Long> count) {
    return product(Optional.of(factor), count, Optional.of(1L));
  }

  private static Optional<Long> product(Optional<Long> a, Optional<Long> b, Optional<Long> c) {
    if (a.isEmpty() || b.isEmpty() || c.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Math.multiplyExact(Math.multiplyExact(a.get(), b.get()), c.get()));
    } catch (ArithmeticException ex) {
      return Optional.empty();
    }
  }
}
