package dev.aneoracle.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's stream of events, written as the connection takes it: no thread waits for a client
 * that reads slowly, and one that does not read at all is dropped. Thread-safe.
 */
final class EventStream implements WriteListener, AsyncListener {

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  /** More than an evaluation has phases; a client this far behind does not read. */
  private static final int MOST_PENDING = 256;

  private static final int MOST_BEATS_MISSED = 4;

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Consumer<EventStream> onClose;
  private final Deque<byte[]> pending = new ArrayDeque<>();
  private int beatsMissed;
  private State state = State.OPEN;
  private Flush flush = Flush.DONE;

  EventStream(AsyncContext context, ServletOutputStream out, Consumer<EventStream> onClose) {
    this.context = context;
    this.out = out;
    this.onClose = onClose;
  }

  synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  synchronized void send(String frame) {
    if (state != State.OPEN) {
      return;
    }
    pending.add(frame.getBytes(StandardCharsets.UTF_8));
    if (pending.size() > MOST_PENDING) {
      drop();
    } else {
      write();
    }
  }

  /** Shows that the stream is alive, or drops it where nothing went out for several beats. */
  synchronized void beat(String frame) {
    if (pending.isEmpty()) {
      beatsMissed = 0;
      send(frame);
    } else if (++beatsMissed >= MOST_BEATS_MISSED) {
      drop();
    }
  }

  /** Closes the stream once all is written. */
  synchronized void end() {
    if (state == State.OPEN) {
      state = State.ENDING;
      write();
    }
  }

  @Override
  public synchronized void onWritePossible() {
    write();
  }

  private void write() {
    try {
      while (state != State.CLOSED && out.isReady()) {
        byte[] next = pending.poll();
        if (next != null) {
          out.write(next);
          flush = Flush.DUE;
        } else if (flush == Flush.DUE) {
          flush = Flush.DONE;
          out.flush();
        } else {
          if (state == State.ENDING) {
            close();
            context.complete();
          }
          return;
        }
      }
    } catch (IOException gone) {
      log.debug("client of an event stream is gone", gone);
      close();
    }
  }

  private void drop() {
    log.debug("client of an event stream does not read, dropped");
    close();
    context.complete();
  }

  private void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      pending.clear();
      onClose.accept(this);
    }
  }

  @Override
  public synchronized void onError(Throwable error) {
    close();
  }

  /**
   * Completes what failed here only: after a failed write the container owns the request and may
   * have given it to another client.
   */
  @Override
  public synchronized void onError(AsyncEvent event) {
    close();
    event.getAsyncContext().complete();
  }

  @Override
  public synchronized void onComplete(AsyncEvent event) {
    close();
  }

  @Override
  public synchronized void onTimeout(AsyncEvent event) {
    close();
    event.getAsyncContext().complete();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is started once.
  }

  private enum State {
    OPEN,
    ENDING,
    CLOSED
  }

  private enum Flush {
    DUE,
    DONE
  }
}
