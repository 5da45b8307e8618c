package dev.aneoracle.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tells those who wait for an evaluation that it has ended, and listeners what becomes of every
 * evaluation. Thread-safe; forgets nothing it is told.
 */
public final class EvaluationWatch {

  private final Map<String, Set<Runnable>> waiting = new ConcurrentHashMap<>();
  private volatile Predicate<String> waitable = _ -> true;
  private final List<Consumer<EvaluationChange>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Tells the listener of every change on this node from now on, in the thread that made it: a
   * listener only takes note.
   */
  public void onChange(Consumer<EvaluationChange> listener) {
    listeners.add(listener);
  }

  void changed(EvaluationChange change) {
    listeners.forEach(listener -> listener.accept(change));
  }

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
    if (!waitable.test(id)) {
      callBack(id);
    }
    return () ->
        waiting.computeIfPresent(
            id,
            (_, callbacks) -> {
              callbacks.remove(callback);
              return callbacks.isEmpty() ? null : callbacks;
            });
  }

  /** Lets nobody wait any longer, except for the evaluations named. */
  void stop(Predicate<String> except) {
    waitable = except;
    watched().stream().filter(except.negate()).forEach(this::callBack);
  }

  private void callBack(String id) {
    Set<Runnable> callbacks = waiting.remove(id);
    if (callbacks != null) {
      callbacks.forEach(Runnable::run);
    }
  }

  void ended(String id) {
    callBack(id);
    changed(new EvaluationChange.Ended(id));
  }

  /** Returns the ids of the evaluations that somebody waits for. */
  Set<String> watched() {
    return Set.copyOf(waiting.keySet());
  }

  int size() {
    return waiting.size();
  }
}
