package dev.aneoracle.helper;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A helper that is a real process and does what its model's name says, such as {@code
 * crash-LOADING.mlmodel}. Before hello it does what the file {@code start} in the folder of its
 * first argument says.
 */
final class FakeHelperMain {

  private static final List<String> PHASES = List.of("COMPILING", "LOADING", "RUNNING_PREDICTION");
  private static final int SIGSEGV = 11;
  private static final Unix UNIX = Native.load(Platform.C_LIBRARY_NAME, Unix.class);

  private FakeHelperMain() {}

  public static void main(String[] arguments) throws Exception {
    UNIX.setpgid(0, 0);
    Path start = Path.of(arguments[0], "start");
    if (Files.exists(start)) {
      start(Files.readString(start));
    }
    Talk talk = new Talk(System.in, System.out);
    talk.hello();
    String request = talk.request();
    if (request == null) {
      Runtime.getRuntime().halt(2);
    }
    serve(talk, request);
    Runtime.getRuntime().halt(0);
  }

  private static void start(String what) throws InterruptedException {
    switch (what) {
      case "never" -> hang();
      case "exit" -> Runtime.getRuntime().halt(3);
      default -> throw new IllegalArgumentException(what);
    }
  }

  private static void serve(Talk talk, @Nullable String request) throws Exception {
    String line = String.valueOf(request);
    String model = Path.of(Talk.field(line, "modelPath")).getFileName().toString();
    String what = model.substring(0, model.lastIndexOf('.'));
    for (String phase : PHASES) {
      if (what.equals("crash-" + phase)) {
        talk.phase(line, phase);
        System.err.println("about to fail in " + phase);
        crash();
      }
      if (what.equals("hang-" + phase)) {
        talk.phase(line, phase);
        hang();
      }
    }
    switch (what) {
      case "garbage" -> talk.raw(new byte[] {1, 2, 3, '\n'});
      case "megabyte-line" -> talk.raw("x".repeat(3 << 20).getBytes(StandardCharsets.UTF_8));
      case "half-a-line" -> talk.raw("{\"type\":\"pha".getBytes(StandardCharsets.UTF_8));
      case "half-a-line-by-signal" -> {
        talk.raw("{\"type\":\"pha".getBytes(StandardCharsets.UTF_8));
        crash();
      }
      case "not-utf-8" -> talk.raw(new byte[] {'"', (byte) 0xFF, '"', '\n'});
      case "unknown-type" -> talk.say("{\"type\":\"dance\"}");
      case "wrong-id" -> talk.phase("{\"id\":\"other\"}", "LOADING");
      case "no-answer" -> talk.phase(line, "COMPILING");
      case "result-then-hang" -> {
        talk.run(line);
        hang();
      }
      case "result-then-crash" -> {
        talk.run(line);
        crash();
      }
      case "grandchild" -> {
        grandchild();
        talk.run(line);
      }
      case "grandchild-then-crash" -> {
        grandchild();
        crash();
      }
      case "grandchild-then-hang" -> {
        grandchild();
        talk.phase(line, "LOADING");
        hang();
      }
      case "megabytes-on-stderr" -> {
        System.err.println("x".repeat(5 << 20));
        talk.run(line);
      }
      case "files" -> {
        Files.write(Path.of(System.getenv("TMPDIR"), "left"), new byte[100_000]);
        Files.write(Path.of(System.getenv("CFFIXED_USER_HOME"), "left"), new byte[100_000]);
        talk.evidence(line, System.getenv("HOME") == null ? "no-home" : "home");
        talk.run(line);
      }
      default -> talk.run(line);
    }
  }

  /** It holds this program's output and errors, and nobody waits for it. */
  private static void grandchild() throws IOException {
    new ProcessBuilder("/bin/sleep", "86421").inheritIO().start();
  }

  private static void crash() throws InterruptedException {
    UNIX.signal(SIGSEGV, Pointer.NULL);
    UNIX.kill((int) ProcessHandle.current().pid(), SIGSEGV);
    hang();
  }

  private static void hang() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** The functions of the C library that the JDK does not offer. */
  interface Unix extends Library {
    int setpgid(int process, int group);

    @Nullable Pointer signal(int signal, @Nullable Pointer handler);

    int kill(int process, int signal);
  }
}
