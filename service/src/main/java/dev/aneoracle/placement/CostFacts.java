package dev.aneoracle.placement;

import dev.aneoracle.coreml.Shape;
import java.util.List;
import java.util.OptionalDouble;

/** Facts by which the E5 engine's cost model tells operations of one type apart. */
final class CostFacts {

  private static final FactValue UNKNOWN = new FactValue.Unknown();
  private static final double MILLION = 1e6;
  private static final double MIB = 1 << 20;

  private CostFacts() {}

  /** Millions of a convolution's work for each MiB that it moves. */
  static FactValue intensity(OperationView view) {
    OptionalDouble work = Work.CONVOLUTION.of(view);
    OptionalDouble bytes = Work.bytes(view);
    return work.isPresent() && bytes.isPresent() && bytes.getAsDouble() > 0
        ? new FactValue.Size(work.getAsDouble() / MILLION / (bytes.getAsDouble() / MIB))
        : UNKNOWN;
  }

  static FactValue outputElements(OperationView view) {
    return view.output().elementCount().isPresent()
        ? new FactValue.Size(view.output().elementCount().getAsLong())
        : UNKNOWN;
  }

  static FactValue kernelRank(OperationView view) {
    return KernelFacts.weight(view)
        .filter(Shape::known)
        .<FactValue>map(weight -> new FactValue.Size(weight.rank() - 2))
        .orElse(UNKNOWN);
  }

  static FactValue movesBatch(OperationView view) {
    int rank = view.input().rank();
    List<Long> order = view.numbers("perm").orElse(List.of());
    return order.isEmpty() || rank == 0
        ? UNKNOWN
        : FactValue.of(Math.floorMod(order.getFirst(), (long) rank) != 0);
  }
}
