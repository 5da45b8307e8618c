package dev.aneoracle.placement;

import dev.aneoracle.coreml.ElementType;
import dev.aneoracle.coreml.Operation.Constant;
import dev.aneoracle.coreml.Operation.Operand;
import dev.aneoracle.coreml.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** A number about a whole model that a warning can ask for. */
enum GraphFact {
  /** Operations that the compiler keeps and that read or make 32-bit floats, casts left out. */
  FLOAT32_OPERATIONS("float32Operations") {
    @Override
    OptionalDouble of(Graphwide whole) {
      return counted(
          operations(whole).stream()
              .filter(view -> view.graph().format() == GraphIndex.Format.PROGRAM)
              .filter(view -> !view.type().equals("cast"))
              .filter(view -> touches(view, ElementType.FLOAT32))
              .count());
    }
  },
  /** Tensors of 32-bit integers that pass between operations. */
  INT32_TENSORS("int32Tensors") {
    @Override
    OptionalDouble of(Graphwide whole) {
      return counted(
          operations(whole).stream()
              .flatMap(view -> view.edges().stream())
              .filter(tensor -> tensor.element() == ElementType.INT32)
              .map(Tensor::name)
              .distinct()
              .count());
    }
  },
  /** What the constants of an ML Program take, as they are stored. */
  WEIGHT_GIB("weightGib") {
    @Override
    OptionalDouble of(Graphwide whole) {
      double bytes = 0;
      for (Node node : whole.flow().nodes()) {
        OperationView view = node.view();
        if (view != null) {
          for (Operand operand : view.operation().operands()) {
            bytes += operand instanceof Constant constant ? bytes(constant) : 0;
          }
        }
      }
      return OptionalDouble.of(bytes / (1L << 30));
    }
  },
  /** What the cost model takes the whole model to last on the CPU, at most. */
  CPU_MS("cpuMs") {
    @Override
    OptionalDouble of(Graphwide whole) {
      return whole.estimate() == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(whole.estimate().cpuMs().most());
    }
  },
  /** States that a stateful model keeps. */
  STATES("states") {
    @Override
    OptionalDouble of(Graphwide whole) {
      return OptionalDouble.of(whole.model().states().size());
    }
  };

  private final String label;

  GraphFact(String label) {
    this.label = label;
  }

  /** Returns the number, empty where it is not known. */
  abstract OptionalDouble of(Graphwide whole);

  /** Returns the fact that the data calls so. */
  static GraphFact named(String label) {
    return Arrays.stream(values())
        .filter(fact -> fact.label.equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no fact of a whole model is called " + label));
  }

  private static List<OperationView> operations(Graphwide whole) {
    return whole.flow().nodes().stream()
        .filter(node -> node.standing() != Node.Standing.GONE)
        .flatMap(node -> java.util.stream.Stream.ofNullable(node.view()))
        .toList();
  }

  private static OptionalDouble counted(long count) {
    return OptionalDouble.of((double) count);
  }

  private static boolean touches(OperationView view, ElementType element) {
    return view.edges().stream().anyMatch(tensor -> tensor.element() == element);
  }

  private static double bytes(Constant constant) {
    return constant.shape().elementCount().orElse(0)
        * (double) constant.element().bits()
        / Byte.SIZE;
  }
}
