package dev.aneoracle.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one ANE program while a model ran.
 *
 * @param key its key, null where the runtime gives none
 * @param inputs the symbols it reads, null where the program does not tell
 * @param outputs the symbols it makes, null where the program does not tell
 * @param states the symbols of the states it updates
 * @param loadError why it could not be loaded, null where it was
 * @param callError why the last call that failed did, null where none did
 * @param calls its successful calls
 * @param failedCalls the calls that failed, which count for nothing
 * @param asynchronousCalls those of the successful ones that were only submitted
 */
public record MeasuredSegment(
    @Nullable SegmentKey key,
    @Nullable List<String> inputs,
    @Nullable List<String> outputs,
    List<String> states,
    @Nullable String loadError,
    @Nullable String callError,
    int calls,
    int failedCalls,
    int asynchronousCalls) {

  public MeasuredSegment {
    inputs = inputs == null ? null : List.copyOf(inputs);
    outputs = outputs == null ? null : List.copyOf(outputs);
    states = List.copyOf(states);
  }

  /** Returns the names it reads, by its key or else its symbols; empty where neither tells. */
  List<String> reads() {
    if (key != null) {
      return List.copyOf(key.inputs().keySet());
    }
    return inputs == null ? List.of() : inputs;
  }

  /** Returns the names it makes, by its key or else its symbols; empty where neither tells. */
  List<String> makes() {
    if (key != null) {
      return List.copyOf(key.outputs().keySet());
    }
    return outputs == null ? List.of() : outputs;
  }

  /** Returns whether its place in the graph can be told at all. */
  boolean named() {
    boolean readsSomething = !reads().isEmpty() || !states.isEmpty();
    boolean makesSomething = !makes().isEmpty() || !states.isEmpty();
    return readsSomething && makesSomething;
  }
}
