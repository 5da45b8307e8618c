package dev.aneoracle.evaluation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells those who wait for an evaluation that it has ended. Thread-safe; forgets nothing it is
 * told.
 */
public final class EvaluationWatch {

  private final Map<String, Set<Runnable>> waiting = new ConcurrentHashMap<>();

  /**
   * Calls back once when the evaluation ends. The caller looks at the evaluation after this call,
   * so that an end before it is not missed.
   *
   * @return takes the call back off; may be called any number of times
   */
  public Runnable onEnd(String id, Runnable callback) {
    waiting.compute(
        id,
        (_, callbacks) -> {
          Set<Runnable> all = callbacks == null ? ConcurrentHashMap.newKeySet() : callbacks;
          all.add(callback);
          return all;
        });
    return () ->
        waiting.computeIfPresent(
            id,
            (_, callbacks) -> {
              callbacks.remove(callback);
              return callbacks.isEmpty() ? null : callbacks;
            });
  }

  void ended(String id) {
    Set<Runnable> callbacks = waiting.remove(id);
    if (callbacks != null) {
      callbacks.forEach(Runnable::run);
    }
  }

  /** Returns the ids of the evaluations that somebody waits for. */
  Set<String> watched() {
    return Set.copyOf(waiting.keySet());
  }

  int size() {
    return waiting.size();
  }
}
