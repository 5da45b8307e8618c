package dev.aneoracle.helper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One helper: says what it is, answers one request, ends.
 *
 * <p>Two threads of its own always drain its output and its errors, so that it never waits for the
 * service; {@link #close()} ends them with it.
 */
final class Helper implements AutoCloseable {

  private static final int WAITING = 64;
  private static final int CHUNK = 1 << 13;
  private static final Duration DEATH = Duration.ofSeconds(5);

  private final HelperProgram program;
  private final HelperHome home;
  private final String digest;
  private final Duration end;
  private final HelperLog log;
  private final MessageDecoder decoder = new MessageDecoder();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(WAITING);
  private final List<Thread> readers;
  private Dialogue dialogue = new Dialogue.Silent();
  private boolean closed;
  private volatile @Nullable HelperIdentity identity;

  Helper(HelperProgram program, HelperHome home, String digest, Duration end, HelperLog log) {
    this.program = program;
    this.home = home;
    this.digest = digest;
    this.end = end;
    this.log = log;
    this.readers =
        List.of(
            reader("helper-stdout-", this::readOutput), reader("helper-stderr-", this::readErrors));
    readers.forEach(Thread::start);
  }

  private Thread reader(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name + program.pid()).unstarted(work);
  }

  private void readOutput() {
    try (InputStream output = program.output()) {
      LineReader lines = new LineReader(output);
      for (String line = lines.next(); line != null; line = lines.next()) {
        HelperMessage message = decoder.decode(line);
        advance(message);
        if (message instanceof HelperMessage.Logged logged) {
          log.logged(logged);
        } else {
          events.put(new Event.Said(message, line.length()));
        }
      }
      events.put(new Event.Fell());
    } catch (ProtocolException nonsense) {
      putLast(new Event.Babbled(nonsense));
    } catch (IOException gone) {
      putLast(new Event.Fell());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void putLast(Event event) {
    try {
      events.put(event);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void readErrors() {
    byte[] chunk = new byte[CHUNK];
    try (InputStream errors = program.errors()) {
      for (int count = errors.read(chunk); count >= 0; count = errors.read(chunk)) {
        log.printed(chunk, count);
      }
    } catch (IOException gone) {
      log.printed(new byte[0], 0);
    }
  }

  private synchronized void advance(HelperMessage message) throws ProtocolException {
    dialogue = dialogue.after(message);
  }

  /**
   * Returns what the helper says of itself; waits for it the first time.
   *
   * @throws HelperUnavailableException when it dies, says nonsense or takes too long
   */
  HelperIdentity hello(Duration limit) throws InterruptedException, HelperUnavailableException {
    HelperIdentity known = identity;
    if (known != null) {
      return known;
    }
    Event event = next(limit);
    if (event instanceof Event.Said(HelperMessage.Hello hello, int _)) {
      HelperIdentity told =
          new HelperIdentity(hello.agent(), digest, hello.simulated(), hello.host(), hello.hooks());
      identity = told;
      return told;
    }
    throw new HelperUnavailableException(
        switch (event) {
          case null -> "The helper said no hello within " + Texts.of(limit) + lastWords();
          case Event.Babbled babbled ->
              "The helper cannot be understood: " + babbled.nonsense().getMessage() + lastWords();
          case Event.Fell _ -> "The helper " + death().sentence() + " before hello" + lastWords();
          case Event.Said _ -> throw new IllegalStateException("A helper began without hello");
        });
  }

  /**
   * Sends the one request. A dead helper is noticed by what comes next, and one that does not read
   * must not hold up the service, so another thread writes.
   */
  void ask(HelperRequest request) {
    synchronized (this) {
      if (!(dialogue instanceof Dialogue.Greeted greeted)) {
        throw new IllegalStateException("A helper was asked while " + dialogue);
      }
      dialogue = greeted.ask(request);
    }
    byte[] line = new RequestEncoder().encode(request);
    reader("helper-stdin-", () -> write(line)).start();
  }

  private void write(byte[] line) {
    try {
      OutputStream input = program.input();
      input.write(line);
      input.flush();
    } catch (IOException gone) {
      log.logged(
          new HelperMessage.Logged(
              null, HelperMessage.Level.WARN, "The request was not taken: " + gone.getMessage()));
    }
  }

  /** Waits for the next event; null where none came in time. */
  @Nullable Event next(Duration limit) throws InterruptedException {
    return events.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits a moment for the helper's end, which is near, and returns how it came. What it printed
   * last is read by then.
   */
  Death death() throws InterruptedException {
    OptionalInt code = program.awaitEnd(end);
    if (code.isPresent()) {
      readers.getLast().join(end);
    }
    return code.isEmpty()
        ? new Death.Closed()
        : SignalNames.ofThisSystem()
            .name(code.getAsInt())
            .<Death>map(Death.Signalled::new)
            .orElseGet(() -> new Death.Exited(code.getAsInt()));
  }

  /** Returns the last lines that it printed, as the end of a message. */
  String lastWords() {
    List<String> lines = log.lastPrinted();
    return lines.isEmpty() ? "." : ". It printed last: " + String.join(" | ", lines);
  }

  HelperHome home() {
    return home;
  }

  HelperLog log() {
    return log;
  }

  boolean isAlive() {
    return program.isAlive();
  }

  /** Kills it and all that it started, at once. */
  void kill() {
    program.kill();
  }

  /**
   * Asks it to end, waits a little, kills it. May be called again, and by an interrupted thread.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!interrupted && program.isAlive()) {
        program.input().close();
        program.awaitEnd(end);
      }
    } catch (IOException pipeBroken) {
      log.printed(new byte[0], 0);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    program.kill();
    if (settle() || interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the thread was interrupted meanwhile. */
  private boolean settle() {
    boolean interrupted = false;
    try {
      program.awaitEnd(DEATH);
      program.input().close();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException unwritten) {
      log.printed(new byte[0], 0);
    }
    readers.getFirst().interrupt();
    for (Thread reader : readers) {
      try {
        reader.join(end);
        reader.interrupt();
        reader.join(DEATH);
      } catch (InterruptedException e) {
        reader.interrupt();
        interrupted = true;
      }
    }
    return interrupted;
  }

  /** What comes from a helper. */
  sealed interface Event {

    /**
     * A message.
     *
     * @param length the characters of its line
     */
    record Said(HelperMessage message, int length) implements Event {}

    /** Something that the protocol does not allow; nothing follows. */
    record Babbled(ProtocolException nonsense) implements Event {}

    /** Its output has ended; nothing follows. */
    record Fell() implements Event {}
  }

  /** How a helper ended. */
  sealed interface Death {

    /** Returns the rest of a sentence about the helper. */
    String sentence();

    /** By a signal. */
    record Signalled(String signal) implements Death {
      @Override
      public String sentence() {
        return "died of " + signal;
      }
    }

    /** By itself. */
    record Exited(int code) implements Death {
      @Override
      public String sentence() {
        return "ended with exit code " + code;
      }
    }

    /** Not yet, though it closed its output. */
    record Closed() implements Death {
      @Override
      public String sentence() {
        return "closed its output and went on";
      }
    }
  }
}
