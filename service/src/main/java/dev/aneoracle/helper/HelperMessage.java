package dev.aneoracle.helper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a helper says: one record for each of its messages. */
sealed interface HelperMessage {

  /** Returns the request that it answers, null where it says none. */
  @Nullable String id();

  /** The first message: what the helper is, where it runs and which hooks it installed. */
  record Hello(
      String agent,
      long pid,
      String arch,
      boolean simulated,
      HelperIdentity.Machine host,
      List<HelperIdentity.Hook> hooks)
      implements HelperMessage {
    @Override
    public @Nullable String id() {
      return null;
    }
  }

  /** A phase begins. */
  record PhaseBegan(String id, Measurer.Phase phase) implements HelperMessage {}

  /** An ANE model was compiled, or was not. */
  record AneCompiled(
      String id,
      int model,
      @Nullable Described segment,
      String selector,
      boolean ok,
      long nanoseconds,
      @Nullable NativeError error)
      implements HelperMessage {}

  /** An ANE model was loaded, or was not. */
  record AneLoaded(
      String id,
      int model,
      @Nullable Described segment,
      String selector,
      boolean ok,
      long nanoseconds,
      @Nullable NativeError error)
      implements HelperMessage {}

  /**
   * The ANE was called.
   *
   * @param prediction the prediction's number from 0, -1 outside a prediction
   * @param asynchronous whether the call was only submitted when it returned
   * @param engine the runtime that called; with the first call of a model only
   * @param stack the frames of the caller; with the first call of a model only
   */
  record AneCalled(
      String id,
      int model,
      @Nullable Described segment,
      String selector,
      int prediction,
      boolean ok,
      boolean asynchronous,
      long nanoseconds,
      @Nullable NativeError error,
      ObservedSegment.@Nullable Origin engine,
      @Nullable List<String> stack)
      implements HelperMessage {}

  /** One row of a plan. */
  record PlanOperation(String id, Plan.Row row) implements HelperMessage {}

  /** A piece of evidence. */
  record EvidenceFound(String id, Evidence evidence) implements HelperMessage {}

  /** A line for the helper's log. */
  record Logged(@Nullable String id, Level level, String text) implements HelperMessage {}

  /** How much a line of the log matters. */
  enum Level {
    INFO,
    WARN,
    ERROR
  }

  /**
   * The request was served.
   *
   * @param run what came of an {@code evaluate}, null for a {@code plan}
   */
  record Finished(String id, @Nullable RunResult run) implements HelperMessage {}

  /** What came of an {@code evaluate}. */
  record RunResult(
      List<String> inputs,
      String compiledModelPath,
      @Nullable String engineClass,
      boolean hooksIntact,
      Timings timings) {}

  /**
   * The request was not served.
   *
   * @param status one of ANECompat's numbers, 3 to 7
   */
  record Failed(
      @Nullable String id,
      int status,
      Measurer.@Nullable Phase phase,
      String domain,
      long code,
      String message)
      implements HelperMessage {}

  /** What is known of an ANE model, each part null until it is known. */
  record Described(
      @Nullable String key,
      @Nullable String identity,
      @Nullable String url,
      @Nullable String cacheIdentifier,
      @Nullable List<String> inputs,
      @Nullable List<String> outputs,
      @Nullable List<String> states) {}
}
