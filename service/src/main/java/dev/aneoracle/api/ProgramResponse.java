package dev.aneoracle.api;

import dev.aneoracle.helper.NativeError;
import dev.aneoracle.helper.ObservedSegment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One ANE program as the hooks saw it. */
@Schema(
    name = "Program",
    description = "One program that was loaded into the ANE or called there, as the hooks saw it")
record ProgramResponse(
    @Schema(description = "Its number within the run, from 1") int number,
    @Schema(description = "Its key as it is; null where the runtime gives none")
        @Nullable String key,
    @Schema(description = "The runtime's label for it; null where there is none")
        @Nullable String identity,
    @Schema(description = "Whether no load of it failed") boolean loaded,
    @Schema(description = "Why it could not be loaded; null otherwise") @Nullable String loadError,
    @Schema(description = "Why the last call that failed did; null where none did")
        @Nullable String callError,
    @Schema(description = "The symbols it reads; null where it does not tell")
        @Nullable List<String> inputs,
    @Schema(description = "The symbols it makes; null where it does not tell")
        @Nullable List<String> outputs,
    @Schema(description = "The states it updates") List<String> states,
    @Schema(description = "Successful calls during predictions") int calls,
    @Schema(description = "Failed calls, which count for nothing") int failedCalls,
    @Schema(description = "Successful calls that were only seen to be submitted")
        int asynchronousCalls,
    @Schema(description = "Time inside successful calls") long nanoseconds,
    @Schema(description = "The runtime that called it") ObservedSegment.Origin engine) {

  static ProgramResponse of(ObservedSegment seen) {
    NativeError error = seen.loadError();
    NativeError callError = seen.callError();
    return new ProgramResponse(
        seen.model(),
        seen.keyText(),
        seen.identity(),
        error == null,
        error == null ? null : error.text(),
        callError == null ? null : callError.text(),
        seen.inputs(),
        seen.outputs(),
        seen.states(),
        seen.calls(),
        seen.failedCalls(),
        seen.asynchronousCalls(),
        seen.nanoseconds(),
        seen.engine());
  }
}
