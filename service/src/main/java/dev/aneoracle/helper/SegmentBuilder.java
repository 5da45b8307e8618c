package dev.aneoracle.helper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what the hooks say of one ANE model, call by call. */
final class SegmentBuilder {

  /** What a model costs at least, in characters. */
  static final int COST = 1024;

  private final int model;
  private HelperMessage.Described known =
      new HelperMessage.Described(null, null, null, null, null, null, null);
  private @Nullable NativeError loadError;
  private @Nullable NativeError callError;
  private boolean loaded;
  private int calls;
  private int failedCalls;
  private int asynchronousCalls;
  private long nanoseconds;
  private ObservedSegment.Origin engine = ObservedSegment.Origin.UNKNOWN;
  private List<String> stack = List.of();

  SegmentBuilder(int model) {
    this.model = model;
  }

  void described(HelperMessage.Described more) {
    known =
        new HelperMessage.Described(
            or(more.key(), known.key()),
            or(more.identity(), known.identity()),
            or(more.url(), known.url()),
            or(more.cacheIdentifier(), known.cacheIdentifier()),
            or(more.inputs(), known.inputs()),
            or(more.outputs(), known.outputs()),
            or(more.states(), known.states()));
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }

  void loaded(HelperMessage.AneLoaded load) {
    if (load.ok()) {
      loaded = true;
      loadError = null;
    } else if (!loaded) {
      loadError = orUnknown(load.error());
    }
  }

  /** A call outside a prediction, such as a warm-up, says nothing about the prediction. */
  void called(HelperMessage.AneCalled call) {
    if (call.engine() != null) {
      engine = call.engine();
    }
    if (call.stack() != null) {
      stack = call.stack();
    }
    if (!call.ok()) {
      failedCalls++;
      callError = orUnknown(call.error());
    } else if (call.prediction() >= 0) {
      calls++;
      nanoseconds += call.nanoseconds();
      if (call.asynchronous()) {
        asynchronousCalls++;
      }
    }
  }

  /** Returns the error, or one that says that there was none though it failed. */
  static NativeError orUnknown(@Nullable NativeError error) {
    return error != null ? error : new NativeError("", 0, "It failed without an error.");
  }

  ObservedSegment build() {
    return new ObservedSegment(
        model,
        known.key(),
        known.key() == null ? null : SegmentKeys.read(known.key()),
        known.identity(),
        or(known.url(), known.cacheIdentifier()),
        known.inputs(),
        known.outputs(),
        known.states() == null ? List.of() : known.states(),
        loadError,
        callError,
        calls,
        failedCalls,
        asynchronousCalls,
        nanoseconds,
        engine,
        stack);
  }
}
