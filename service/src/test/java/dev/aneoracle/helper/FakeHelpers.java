package dev.aneoracle.helper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Starts helpers that are no processes: each plays a script over pipes in memory. */
final class FakeHelpers implements HelperLauncher {

  private final AtomicLong pids = new AtomicLong(9_000_000);
  private final List<FakeProgram> launched = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<HelperHome> homes = new CopyOnWriteArrayList<>();
  private volatile Script script = serving((talk, request) -> talk.run(request));

  /** Sets what helpers play that start from now on. */
  void play(Script next) {
    script = next;
  }

  /** Sets how models are served that are no canaries. */
  void serve(Service service) {
    script = serving(service);
  }

  Script serving(Service service) {
    return serving((talk, request) -> talk.run(request), service);
  }

  Script serving(Service canaries, Service models) {
    return (talk, program) -> {
      talk.hello();
      String request = talk.request();
      if (request == null) {
        return 2;
      }
      requests.add(request);
      (Talk.isCanary(request) ? canaries : models).serve(talk, request);
      return 0;
    };
  }

  /** Returns the requests that were no canaries. */
  List<String> models() {
    return requests.stream().filter(request -> !Talk.isCanary(request)).toList();
  }

  List<String> canaries() {
    return requests.stream().filter(Talk::isCanary).toList();
  }

  List<FakeProgram> launched() {
    return launched;
  }

  List<HelperHome> homes() {
    return homes;
  }

  @Override
  public String digest() {
    return "sha256:fake";
  }

  @Override
  public HelperProgram launch(HelperHome home) throws IOException {
    FakeProgram program = new FakeProgram(pids.incrementAndGet(), script);
    homes.add(home);
    launched.add(program);
    program.start();
    return program;
  }

  /** What a helper does, from its start to its exit code. */
  interface Script {
    int play(Talk talk, FakeProgram program) throws IOException, InterruptedException;
  }

  /** What a helper does with a request. */
  interface Service {
    void serve(Talk talk, String request) throws IOException, InterruptedException;
  }

  /** One helper, in a thread. */
  static final class FakeProgram implements HelperProgram {

    private static final int PIPE = 1 << 16;

    private final long pid;
    private final PipedOutputStream stdin = new PipedOutputStream();
    private final PipedInputStream stdout = new PipedInputStream(PIPE);
    private final PipedInputStream stderr = new PipedInputStream(PIPE);
    private final PipedInputStream helperIn = new PipedInputStream(stdin, PIPE);
    private final PipedOutputStream helperOut = new PipedOutputStream(stdout);
    private final PipedOutputStream helperErrors = new PipedOutputStream(stderr);
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    FakeProgram(long pid, Script script) throws IOException {
      this.pid = pid;
      this.thread =
          Thread.ofPlatform().daemon().name("fake-helper-" + pid).unstarted(() -> play(script));
    }

    void start() {
      thread.start();
    }

    private void play(Script script) {
      int code = 1;
      try {
        code = script.play(new Talk(helperIn, helperOut), this);
      } catch (IOException | InterruptedException killed) {
        code = 137;
      } finally {
        end(code);
      }
    }

    /** Ends as the system ends a process: the exit first, then the pipes. */
    private void end(int code) {
      exit.complete(code);
      try {
        helperOut.close();
        helperErrors.close();
        helperIn.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    void print(String text) throws IOException {
      helperErrors.write(text.getBytes(StandardCharsets.UTF_8));
      helperErrors.flush();
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public OutputStream input() {
      return stdin;
    }

    @Override
    public InputStream output() {
      return stdout;
    }

    @Override
    public InputStream errors() {
      return stderr;
    }

    @Override
    public boolean isAlive() {
      return !exit.isDone();
    }

    @Override
    public OptionalInt awaitEnd(Duration limit) throws InterruptedException {
      try {
        return OptionalInt.of(exit.get(limit.toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException alive) {
        return OptionalInt.empty();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void kill() {
      if (exit.complete(137)) {
        thread.interrupt();
      }
    }

    void join() throws InterruptedException {
      thread.join();
    }
  }
}
