package dev.aneoracle.helper;

import dev.aneoracle.placement.SegmentKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ANE model as the hooks saw it.
 *
 * @param model its number within the helper, from 1
 * @param keyText its key as it is, null where the runtime gives none
 * @param key the key read, null where there is none or it is not in the known form
 * @param identity the label that the runtime gave it, null where there is none
 * @param location its URL or cache identifier, null where there is neither
 * @param inputs the symbols it reads, null where the loaded program does not tell
 * @param outputs the symbols it makes, null where the loaded program does not tell
 * @param states the symbols of the states it updates, empty where none are told
 * @param loadError why it could not be loaded, null where it was or no load was seen
 * @param callError why the last call that failed did, null where none did
 * @param calls the successful calls during predictions
 * @param failedCalls the calls that failed
 * @param asynchronousCalls those of the successful ones that were only submitted when they returned
 * @param nanoseconds the time inside successful calls
 * @param engine the runtime that called it
 * @param stack the frames of its first caller, innermost first
 */
public record ObservedSegment(
    int model,
    @Nullable String keyText,
    @Nullable SegmentKey key,
    @Nullable String identity,
    @Nullable String location,
    @Nullable List<String> inputs,
    @Nullable List<String> outputs,
    List<String> states,
    @Nullable NativeError loadError,
    @Nullable NativeError callError,
    int calls,
    int failedCalls,
    int asynchronousCalls,
    long nanoseconds,
    Origin engine,
    List<String> stack) {

  public ObservedSegment {
    inputs = inputs == null ? null : List.copyOf(inputs);
    outputs = outputs == null ? null : List.copyOf(outputs);
    states = List.copyOf(states);
    stack = List.copyOf(stack);
  }

  /** The runtime inside Core ML that a call came from. */
  public enum Origin {
    CLASSIC,
    E5,
    UNKNOWN
  }
}
