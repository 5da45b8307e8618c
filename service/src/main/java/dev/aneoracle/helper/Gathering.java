package dev.aneoracle.helper;

import dev.aneoracle.helper.ProtocolException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the events of one request together. What it keeps is bounded. */
final class Gathering {

  private static final long MOST = 64L << 20;

  private final Map<Integer, SegmentBuilder> segments = new LinkedHashMap<>();
  private final List<ObservedCompile> compiles = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Plan.Row> rows = new ArrayList<>();
  private long kept;

  /**
   * Takes an event.
   *
   * @param length the characters of its line
   * @throws ProtocolException when all that was taken is too much to keep
   */
  void add(HelperMessage message, int length) throws ProtocolException {
    switch (message) {
      case HelperMessage.AneCompiled compiled -> {
        keep(length);
        segment(compiled.model(), compiled.segment());
        compiles.add(
            new ObservedCompile(compiled.model(), compiled.nanoseconds(), failure(compiled)));
      }
      case HelperMessage.AneLoaded loaded -> {
        keep(length);
        segment(loaded.model(), loaded.segment()).loaded(loaded);
      }
      case HelperMessage.AneCalled called -> {
        if (called.segment() != null || called.stack() != null) {
          keep(length);
        }
        segment(called.model(), called.segment()).called(called);
      }
      case HelperMessage.PlanOperation operation -> {
        keep(length);
        rows.add(operation.row());
      }
      case HelperMessage.EvidenceFound found -> {
        keep(length);
        evidence.add(found.evidence());
      }
      case HelperMessage.Hello _,
          HelperMessage.PhaseBegan _,
          HelperMessage.Logged _,
          HelperMessage.Finished _,
          HelperMessage.Failed _ -> {}
    }
  }

  private void keep(int length) throws ProtocolException {
    kept += length;
    if (kept > MOST) {
      throw new ProtocolException(
          Reason.TOO_MUCH, "The helper said more than " + MOST + " characters.");
    }
  }

  private SegmentBuilder segment(int model, HelperMessage.@Nullable Described described)
      throws ProtocolException {
    SegmentBuilder segment = segments.get(model);
    if (segment == null) {
      keep(SegmentBuilder.COST);
      segment = new SegmentBuilder(model);
      segments.put(model, segment);
    }
    if (described != null) {
      segment.described(described);
    }
    return segment;
  }

  private static @Nullable NativeError failure(HelperMessage.AneCompiled compiled) {
    return compiled.ok() ? null : SegmentBuilder.orUnknown(compiled.error());
  }

  List<ObservedSegment> segments() {
    return segments.values().stream().map(SegmentBuilder::build).toList();
  }

  List<ObservedCompile> compiles() {
    return List.copyOf(compiles);
  }

  List<Evidence> evidence() {
    return List.copyOf(evidence);
  }

  Plan plan() {
    return new Plan(rows);
  }
}
