package dev.aneoracle;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Explains in a sentence why the service does not start. */
final class StartFailureAnalyzer implements FailureAnalyzer {

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataDirectory.DataDirectoryInUseException
          || cause instanceof LoopbackGuard.NotLoopbackException) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
      }
    }
    return null;
  }
}
