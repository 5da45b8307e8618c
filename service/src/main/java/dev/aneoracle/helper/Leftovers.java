package dev.aneoracle.helper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service that was killed left of its helpers: folders, and processes in them. */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
  private static final String PID = "pid";

  /** The start of a process is told in ticks since boot, and the boot's time drifts a little. */
  private static final Duration DRIFT = Duration.ofSeconds(2);

  private Leftovers() {}

  /** Notes which process has a folder. */
  static void note(HelperHome home, long pid) throws IOException {
    Optional<Instant> started =
        ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
    Files.writeString(
        home.root().resolve(PID), pid + " " + started.map(Instant::toEpochMilli).orElse(0L));
  }

  /** Kills the helpers of an earlier run and deletes their folders. */
  static void sweep(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder, "helper-*")) {
      for (Path home : homes) {
        sweepOne(home);
      }
    } catch (IOException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("old helper folders not deleted");
    }
  }

  private static void sweepOne(Path home) throws IOException {
    owner(home).ifPresent(Leftovers::kill);
    long bytes = HelperHome.delete(home);
    log.atInfo().addKeyValue("bytes", bytes).log("folder of an earlier helper deleted");
  }

  /** A number alone may name another process by now, so the start must be the one noted too. */
  private static Optional<ProcessHandle> owner(Path home) throws IOException {
    Path file = home.resolve(PID);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String[] words = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split(" ", 2);
    try {
      Instant noted = Instant.ofEpochMilli(Long.parseLong(words[words.length - 1]));
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(handle ->
              handle
                  .info()
                  .startInstant()
                  .filter(at -> Duration.between(noted, at).abs().compareTo(DRIFT) <= 0)
                  .isPresent());
    } catch (NumberFormatException halfWritten) {
      return Optional.empty();
    }
  }

  private static void kill(ProcessHandle helper) {
    log.atWarn().addKeyValue("pid", helper.pid()).log("helper of an earlier run killed");
    ProcessGroups.kill(helper.pid());
    helper.destroyForcibly();
  }
}
