package dev.aneoracle.coreml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table from a compiled layer's type and numbers to the specification's layer and words. It
 * holds what is the same in the sources named at each entry; every other layer keeps its own type,
 * about which no rule says anything.
 *
 * <ul>
 *   <li>A: compiled networks compared with the model that they were compiled from.
 *   <li>B: Tencent's TNN, {@code tools/onnx2tnn/onnx-coreml/coreml2onnx.py}, which turns compiled
 *       networks into ONNX.
 * </ul>
 */
final class EspressoKinds {

  /** Sources A (2), B (all). */
  private static final Map<Long, String> ACTIVATIONS =
      Map.of(
          0L, "ReLU",
          1L, "tanh",
          2L, "leakyReLU",
          3L, "sigmoid",
          4L, "PReLU",
          8L, "ELU",
          9L, "thresholdedReLU",
          10L, "softplus",
          12L, "softsign");

  /** Source B; its other numbers differ between sources. */
  private static final Map<Long, String> ELEMENTWISE = Map.of(0L, "add", 1L, "multiply");

  /** Source B. */
  private static final Map<String, String> TYPES =
      Map.of("load_constant", "loadConstant", "pool", "pooling");

  private EspressoKinds() {}

  /** Returns the specification's name for the layer's kind, or its own where none is known. */
  static String type(EspressoLayer layer) {
    Parameters parameters = layer.parameters();
    return switch (layer.type()) {
      case "elementwise" ->
          parameters.attributes().containsKey("operation")
              ? ELEMENTWISE.getOrDefault(parameters.number("operation"), layer.type())
              : layer.type();
      // some inner products are look-ups in a table
      case "inner_product" -> parameters.number("is_lookup") == 1 ? layer.type() : "innerProduct";
      default -> TYPES.getOrDefault(layer.type(), layer.type());
    };
  }

  /** Returns the layer's own parameters, with those that are known under their names too. */
  static Map<String, Attribute> attributes(EspressoLayer layer) {
    Map<String, Attribute> attributes = new LinkedHashMap<>(layer.parameters().attributes());
    List.of("name", "type", "bottom", "top").forEach(attributes::remove);
    Parameters from = layer.parameters();
    switch (layer.type()) {
      case "convolution" -> {
        attributes.put("outputChannels", numbers(from.number("C")));
        long groups = Math.max(1, from.number("n_groups"));
        attributes.put("nGroups", numbers(groups));
        attributes.put("kernelChannels", numbers(from.number("K") / groups));
        attributes.put("kernelSize", numbers(from.number("Ny"), from.number("Nx")));
        attributes.put("dilationFactor", numbers(or1(from, "dilation_y"), or1(from, "dilation_x")));
        attributes.put("hasBias", new Attribute.Flags(List.of(from.number("has_biases") == 1)));
        putWindow(attributes, from);
      }
      case "pool" -> {
        attributes.put(
            "type", new Attribute.Text(from.number("avg_or_max") == 0 ? "AVERAGE" : "MAX"));
        attributes.put("kernelSize", numbers(from.number("size_y"), from.number("size_x")));
        attributes.put(
            "globalPooling", new Attribute.Flags(List.of(from.number("is_global") == 1)));
        putWindow(attributes, from);
      }
      case "inner_product" -> {
        attributes.put("inputChannels", numbers(from.number("nB")));
        attributes.put("outputChannels", numbers(from.number("nC")));
        attributes.put("hasBias", new Attribute.Flags(List.of(from.number("has_biases") == 1)));
      }
      case "activation" -> {
        String nonlinearity = ACTIVATIONS.get(mode(from));
        if (nonlinearity != null) {
          attributes.put("nonlinearity", new Attribute.Text(nonlinearity));
        }
      }
      case "upsample" -> {
        attributes.put(
            "scalingFactor", numbers(or1(from, "scaling_factor_y"), or1(from, "scaling_factor_x")));
        if (mode(from) == 0) {
          attributes.put("mode", new Attribute.Text("NN"));
        }
      }
      case "batchnorm" -> {
        attributes.put("channels", numbers(from.number("C")));
        Attribute training = new Attribute.Flags(List.of(from.number("training") == 1));
        attributes.put("computeMeanVar", training);
        attributes.put("instanceNormalization", training);
      }
      default -> {}
    }
    return attributes;
  }

  private static void putWindow(Map<String, Attribute> attributes, Parameters from) {
    attributes.put("stride", numbers(or1(from, "stride_y"), or1(from, "stride_x")));
    attributes.put(
        "paddingAmounts",
        numbers(
            from.number("pad_t"),
            from.number("pad_b"),
            from.number("pad_l"),
            from.number("pad_r")));
    // 0 and 1 by sources A and B; what else there is leaves the padding unknown
    long mode = from.number("pad_mode");
    if (mode == 0 || mode == 1) {
      attributes.put("paddingType", new Attribute.Text(mode == 0 ? "valid" : "same"));
    }
  }

  private static long mode(Parameters parameters) {
    return parameters.attributes().containsKey("mode") ? parameters.number("mode") : -1;
  }

  private static long or1(Parameters parameters, String name) {
    return parameters.attributes().containsKey(name) ? parameters.number(name) : 1;
  }

  private static Attribute numbers(long... values) {
    return Attribute.Numbers.of(values);
  }
}
