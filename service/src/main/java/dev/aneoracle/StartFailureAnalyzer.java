package dev.aneoracle;

import dev.aneoracle.access.InvalidTokensException;
import dev.aneoracle.evaluation.FleetException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/** Explains in a sentence why the service does not start. */
final class StartFailureAnalyzer implements FailureAnalyzer {

  /** Classes of SQLSTATE: no connection, no such user, no such database, shutting down, full. */
  private static final String NOT_REACHED = "(08|28|3D|57|53).*";

  private final Environment environment;

  StartFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataDirectory.DataDirectoryInUseException
          || cause instanceof InvalidTokensException
          || cause instanceof ListeningGuard.RefusedException
          || cause instanceof DatabaseConfiguration.UnknownDatabaseException
          || cause instanceof FleetException) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
      }
    }
    return ofDatabase(failure);
  }

  private @Nullable FailureAnalysis ofDatabase(Throwable failure) {
    String url = environment.getProperty(DatabaseConfiguration.URL, "");
    if (url.isBlank()) {
      return null;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().matches(NOT_REACHED)) {
        return new FailureAnalysis(
            "The database %s cannot be used: %s"
                .formatted(withoutParameters(url), innermost(sql).getMessage()),
            "Start PostgreSQL and make the database and its user, or correct spring.datasource.url,"
                + " spring.datasource.username and spring.datasource.password.",
            sql);
      }
    }
    return null;
  }

  /** The pool wraps the driver's own words. */
  private static SQLException innermost(SQLException outer) {
    SQLException inner = outer;
    for (Throwable cause = outer; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        inner = sql;
      }
    }
    return inner;
  }

  /** The parameters may have the password among them. */
  private static String withoutParameters(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }
}
