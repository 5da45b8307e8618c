package dev.aneoracle.placement;

import dev.aneoracle.coreml.Tensor;
import dev.aneoracle.placement.SegmentKey.Extent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names the programs that ran: by their own keys, or by keys made of the symbols they tell. */
final class MeasuredSegments {

  private MeasuredSegments() {}

  static List<Segment> of(MeasuredFlow flow) {
    List<Segment> segments = new ArrayList<>();
    for (Placed placed : flow.programs()) {
      if (placed.segment().named()) {
        segments.add(segment(placed, flow.wiring(), segments.size()));
      }
    }
    return segments;
  }

  private static Segment segment(Placed placed, Wiring wiring, int number) {
    Wiring.@Nullable Strand strand = placed.only().orElse(null);
    SegmentKey own = placed.segment().key();
    SegmentKey key =
        own != null
            ? own
            : new SegmentKey(
                number,
                extents(placed.segment().reads(), strand),
                extents(placed.segment().makes(), strand));
    int operations =
        placed.certain() && strand != null
            ? AneWork.between(placed.segment(), strand, wiring).map(java.util.Set::size).orElse(0)
            : 0;
    return new Segment(
        key,
        strand == null ? null : strand.stage(),
        strand == null ? null : strand.function(),
        operations,
        own == null);
  }

  private static Map<String, Extent> extents(List<String> symbols, Wiring.@Nullable Strand strand) {
    Map<String, Extent> extents = new LinkedHashMap<>();
    symbols.forEach(symbol -> extents.put(symbol, extent(symbol, strand)));
    return extents;
  }

  private static Extent extent(String symbol, Wiring.@Nullable Strand strand) {
    if (strand == null || strand.graph() == null) {
      return new Extent(List.of());
    }
    GraphIndex graph = strand.graph();
    Optional<Tensor> tensor = strand.find(symbol).flatMap(graph::tensor);
    return tensor
        .map(found -> Extents.of(graph.layout(), found.shape()))
        .orElse(new Extent(List.of()));
  }
}
