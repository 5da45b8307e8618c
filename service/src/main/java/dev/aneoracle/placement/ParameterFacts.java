package dev.aneoracle.placement;

import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.Optional;

/** Facts about the parameters of single kinds of operation. */
final class ParameterFacts {

  private static final FactValue UNKNOWN = new FactValue.Unknown();

  private ParameterFacts() {}

  static FactValue mode(OperationView view) {
    return view.word("nonlinearity", "type", "mode")
        .<FactValue>map(FactValue.Word::new)
        .orElse(UNKNOWN);
  }

  static FactValue axis(OperationView view) {
    return view.word("axis")
        .<FactValue>map(FactValue.Word::new)
        .or(() -> view.numbers("axis").filter(v -> v.size() == 1).map(v -> size(v.getFirst())))
        .orElse(UNKNOWN);
  }

  static FactValue identity(OperationView view) {
    Optional<String> kind = view.word("nonlinearity");
    if (kind.isEmpty() || !kind.get().equalsIgnoreCase("linear")) {
      return FactValue.of(false);
    }
    Optional<Double> alpha = view.decimal("alpha");
    double beta = view.decimal("beta").orElse(0.0);
    return alpha.map(a -> FactValue.of(a == 1.0 && beta == 0.0)).orElse(UNKNOWN);
  }

  static FactValue scaling(OperationView view) {
    Shape in = view.input();
    Shape out = view.output();
    if (!in.fullyKnown() || !out.fullyKnown() || in.rank() < 2 || out.rank() < 2) {
      return UNKNOWN;
    }
    if (in.equals(out)) {
      return new FactValue.Word("same");
    }
    if (in.fromEnd(0) == 1 && in.fromEnd(1) == 1) {
      return new FactValue.Word("spread");
    }
    boolean whole =
        in.fromEnd(0) > 0
            && in.fromEnd(1) > 0
            && out.fromEnd(0) % in.fromEnd(0) == 0
            && out.fromEnd(1) % in.fromEnd(1) == 0;
    return new FactValue.Word(whole ? "whole" : "fraction");
  }

  static FactValue scale(OperationView view) {
    Optional<List<Long>> given = view.numbers("scalingFactor").filter(list -> !list.isEmpty());
    if (given.isPresent()) {
      return size(given.get().stream().mapToLong(Long::longValue).max().orElseThrow());
    }
    Shape in = view.input();
    Shape out = view.output();
    if (!in.fullyKnown() || !out.fullyKnown() || in.rank() < 2 || out.rank() < 2) {
      return UNKNOWN;
    }
    return new FactValue.Size(
        Math.max((double) out.fromEnd(0) / in.fromEnd(0), (double) out.fromEnd(1) / in.fromEnd(1)));
  }

  static FactValue outputChannels(OperationView view) {
    return view.numbers("outputChannels")
        .filter(list -> !list.isEmpty())
        .map(list -> size(list.getFirst()))
        .or(() ->
            KernelFacts.weight(view)
                .filter(shape -> shape.fullyKnown() && shape.rank() > 0)
                .map(shape -> size(shape.dimensions().getFirst())))
        .orElse(UNKNOWN);
  }

  static FactValue inputPlane(OperationView view) {
    Shape in = view.input();
    if (!in.fullyKnown()) {
      return UNKNOWN;
    }
    if (view.graph().layout() != Graph.Layout.SBCHW && in.rank() < 3) {
      return size(1);
    }
    return in.rank() < 2 ? size(1) : size(Math.max(in.fromEnd(0), in.fromEnd(1)));
  }

  static FactValue innerLength(OperationView view) {
    Shape x = view.input();
    if (!x.fullyKnown() || x.rank() == 0) {
      return UNKNOWN;
    }
    boolean transposed = view.flag("transpose_x", "transposeA") && x.rank() > 1;
    return size(x.fromEnd(transposed ? 1 : 0));
  }

  static FactValue rows(OperationView view) {
    return view.numbers("inputDim", "vocabSize")
        .filter(list -> !list.isEmpty())
        .map(list -> size(list.getFirst()))
        .orElse(UNKNOWN);
  }

  static FactValue padsWithNonZero(OperationView view) {
    boolean constantMode = view.word("mode").map("constant"::equals).orElse(true);
    if (!constantMode) {
      return FactValue.of(false);
    }
    Optional<Double> filling = view.decimal("constant_val", "value");
    if (filling.isEmpty()
        && view.operand("constant_val").filter(Constant.class::isInstance).isPresent()) {
      return UNKNOWN;
    }
    return FactValue.of(filling.map(value -> value != 0.0).orElse(false));
  }

  static FactValue negativeStep(OperationView view) {
    return FactValue.of(
        view.numbers("stride", "strides").orElse(List.of()).stream().anyMatch(step -> step < 0));
  }

  private static FactValue size(long value) {
    return new FactValue.Size(value);
  }
}
