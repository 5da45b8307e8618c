package dev.aneoracle.helper;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the native helper from its sources. */
final class HelperBuild {

  private static final Logger log = LoggerFactory.getLogger(HelperBuild.class);
  private static final int MINUTES = 5;
  private static final int SHOWN = 300;

  private final String make;

  HelperBuild(String make) {
    this.make = make;
  }

  /** Runs make in a folder and returns whether that went well. */
  boolean build(Path sources) {
    log.atInfo().addKeyValue("sources", sources).log("builds the native helper");
    Path output = null;
    try {
      output = Files.createTempFile("helper-build-", ".log");
      Process process =
          new ProcessBuilder(make)
              .directory(sources.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return failed("it took more than " + MINUTES + " minutes");
      }
      return process.exitValue() == 0
          || failed(end(new String(Files.readAllBytes(output), Charset.defaultCharset())));
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    } finally {
      delete(output);
    }
  }

  private static void delete(@Nullable Path output) {
    if (output != null && !output.toFile().delete()) {
      log.atDebug().log("{} stays", output);
    }
  }

  private static boolean failed(String reason) {
    log.atWarn()
        .log("The native helper could not be built, so this host can only predict: {}", reason);
    return false;
  }

  private static String end(String said) {
    String line = said.strip().replaceAll("\\s+", " ");
    return line.length() > SHOWN ? "…" + line.substring(line.length() - SHOWN) : line;
  }
}
