package dev.aneoracle.helper;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The one helper that is started before anybody asks for it. */
final class Spare {

  private final Starter starter;
  private @Nullable FutureTask<Helper> task;
  private @Nullable Thread thread;
  private boolean closed;

  Spare(Starter starter) {
    this.starter = starter;
  }

  /** Starts one in the background unless there is one. */
  synchronized void prepare() {
    if (closed || task != null) {
      return;
    }
    FutureTask<Helper> start = new FutureTask<>(starter::start);
    task = start;
    thread = Thread.ofPlatform().daemon().name("helper-spare").start(start);
  }

  /** Keeps one that was taken and not used. */
  synchronized void put(Helper helper) {
    FutureTask<Helper> ready = new FutureTask<>(() -> helper);
    ready.run();
    task = ready;
    thread = null;
  }

  /** Takes it, waiting until it is started; null where there is none. */
  @Nullable Helper take() throws InterruptedException, HelperUnavailableException {
    FutureTask<Helper> mine = peek();
    if (mine == null) {
      return null;
    }
    try {
      Helper helper = mine.get();
      forget(mine);
      return helper;
    } catch (ExecutionException e) {
      forget(mine);
      if (e.getCause() instanceof HelperUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("The spare helper could not be started", e);
    } catch (CancellationException closing) {
      forget(mine);
      throw new HelperUnavailableException("The service stops, so no helper is started.");
    }
  }

  private synchronized @Nullable FutureTask<Helper> peek() {
    return task;
  }

  @SuppressWarnings("ReferenceEquality") // another start may be under way by now
  private synchronized void forget(FutureTask<Helper> taken) {
    if (task == taken) {
      task = null;
    }
  }

  /** Ends a start that is under way; returns the helper that was ready, null where none was. */
  @Nullable Helper close() {
    FutureTask<Helper> mine;
    Thread starting;
    synchronized (this) {
      closed = true;
      mine = task;
      starting = thread;
      task = null;
    }
    try {
      if (starting != null) {
        starting.interrupt();
        starting.join();
      }
      return mine == null ? null : mine.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | CancellationException notStarted) {
      return null;
    }
  }

  /** Starts a helper. */
  interface Starter {
    Helper start() throws InterruptedException, HelperUnavailableException;
  }
}
