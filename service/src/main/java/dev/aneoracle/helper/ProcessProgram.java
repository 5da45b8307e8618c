package dev.aneoracle.helper;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A helper in a process of this machine, with all that it started. */
final class ProcessProgram implements HelperProgram {

  private final Process process;

  /**
   * What the helper started may hold its output open, so it goes as soon as the helper has gone.
   */
  ProcessProgram(Process process) {
    this.process = process;
    var _ = process.onExit().thenAccept(ended -> ProcessGroups.kill(ended.pid()));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public InputStream errors() {
    return process.getErrorStream();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public OptionalInt awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /**
   * Until the helper has made its process group there is none to kill, only descendants; to find
   * them is to look at every process of the machine, and one that has ended has none any more.
   */
  @Override
  public void kill() {
    List<ProcessHandle> descendants =
        process.isAlive() ? process.descendants().toList() : List.of();
    ProcessGroups.kill(process.pid());
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
