package dev.aneoracle.placement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The measurable facts of an operation that rules may name. */
enum Fact {
  /** Whether the operation stands in an ML Program rather than in a neural network. */
  PROGRAM("program", view -> FactValue.of(view.graph().format() == GraphIndex.Format.PROGRAM)),
  /** The tensor's rank at its highest, over what the operation reads and makes. */
  RANK("rank", TensorFacts::rank),
  /** The greatest width, height or depth, over what it reads and makes. */
  SPATIAL_SIZE("spatialSize", TensorFacts::spatialSize),
  /** The greatest batch or channel count, over what it reads and makes. */
  BATCH_OR_CHANNELS("batchOrChannels", TensorFacts::batchOrChannels),
  /** Whether it reads or makes 32-bit integers. */
  TOUCHES_INT32("touchesInt32", TensorFacts::touchesInt32),
  /** Whether it reads or makes 32-bit floats. */
  TOUCHES_FLOAT32("touchesFloat32", TensorFacts::touchesFloat32),
  /** The element types of a cast, as {@code FLOAT16>FLOAT32}; {@code none} for other types. */
  CAST_PAIR("castPair", TensorFacts::castPair),
  /** Whether a cast between 16 and 32-bit floats stands at an input or output of the model. */
  EDGE_CAST("edgeCast", TensorFacts::edgeCast),
  /** How many of its inputs are not constants. */
  RUNTIME_INPUTS("runtimeInputs", TensorFacts::runtimeInputs),
  /** Whether its inputs differ in shape from each other or from the output. */
  BROADCASTS("broadcasts", TensorFacts::broadcasts),
  /** Whether an input that needs broadcasting is computed, not a constant. */
  BROADCASTS_COMPUTED("broadcastsComputed", TensorFacts::broadcastsComputed),
  /** Whether input and output have the same shape. */
  SAME_SIZE("sameSize", TensorFacts::sameSize),
  /** Whether a layer's indices are {@code constant} or {@code computed}. */
  INDICES("indices", TensorFacts::indices),
  /** The element type of the indices. */
  INDEX_TYPE("indexType", TensorFacts::indexType),
  /** Whether it takes its start from {@code constant} or {@code computed} values. */
  BEGIN("begin", TensorFacts::begin),

  KERNEL_WIDTH("kernelWidth", KernelFacts::width),
  KERNEL_HEIGHT("kernelHeight", KernelFacts::height),
  /** The width of the kernel with the gaps that dilation leaves. */
  DILATED_WIDTH("dilatedWidth", KernelFacts::dilatedWidth),
  /** The height of the kernel with the gaps that dilation leaves. */
  DILATED_HEIGHT("dilatedHeight", KernelFacts::dilatedHeight),
  /** The greatest stride. */
  STRIDE("stride", KernelFacts::stride),
  /** {@code single}, {@code depthwise} or {@code grouped}. */
  GROUPING("grouping", KernelFacts::grouping),
  /** Whether a convolution layer is a deconvolution. */
  DECONVOLUTION("deconvolution", KernelFacts::deconvolution),
  /** Whether pooling takes in the whole picture at once. */
  GLOBAL("global", KernelFacts::global),
  /** Whether the weights are scaled per block rather than per channel. */
  BLOCKWISE_WEIGHTS("blockwiseWeights", KernelFacts::blockwiseWeights),

  /** The kind of an activation, a unary function, a pooling or a reduction. */
  MODE("mode", ParameterFacts::mode),
  /** The axis of a reduction, as the file writes it. */
  AXIS("axis", ParameterFacts::axis),
  /** Whether an activation gives back its input. */
  IDENTITY("identity", ParameterFacts::identity),
  /** How a resize scales: {@code same}, {@code spread}, {@code whole} or {@code fraction}. */
  SCALING("scaling", ParameterFacts::scaling),
  /** The greater factor of a resize. */
  SCALE("scale", ParameterFacts::scale),
  /** How many values a dense layer makes. */
  OUTPUT_CHANNELS("outputChannels", ParameterFacts::outputChannels),
  /** The greater of height and width that a dense layer reads. */
  INPUT_PLANE("inputPlane", ParameterFacts::inputPlane),
  /** The length that a matrix product sums over. */
  INNER_LENGTH("innerLength", ParameterFacts::innerLength),
  /** How many rows an embedding has. */
  ROWS("rows", ParameterFacts::rows),
  /** Whether a constant pad fills with something other than zero. */
  PADS_WITH_NON_ZERO("padsWithNonZero", ParameterFacts::padsWithNonZero),
  /** Whether a slice steps backwards. */
  NEGATIVE_STEP("negativeStep", ParameterFacts::negativeStep),

  /** Millions of a convolution's work for each MiB that it moves. */
  INTENSITY("intensity", CostFacts::intensity),
  /** How many elements the first output has. */
  OUTPUT_ELEMENTS("outputElements", CostFacts::outputElements),
  /** How many dimensions the kernel has. */
  KERNEL_RANK("kernelRank", CostFacts::kernelRank),
  /** Whether a transposition moves the first axis. */
  MOVES_BATCH("movesBatch", CostFacts::movesBatch);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // method references of classes without state
  private final Function<OperationView, FactValue> reader;

  Fact(String label, Function<OperationView, FactValue> reader) {
    this.label = label;
    this.reader = reader;
  }

  /** Returns the name in the rule files. */
  String label() {
    return label;
  }

  /** Reads the fact off an operation. */
  FactValue of(OperationView operation) {
    return reader.apply(operation);
  }

  /** Returns the fact that the rule files call so. */
  static Fact named(String label) {
    Optional<Fact> found =
        Arrays.stream(values()).filter(fact -> fact.label.equals(label)).findFirst();
    return found.orElseThrow(() ->
        new IllegalArgumentException(
            String.format(Locale.ROOT, "No fact is called \"%s\"", label)));
  }
}
