package dev.aneoracle.evaluation;

import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** The databases that evaluations are kept in, and the words in which they differ. */
enum Dialect {

  /** One file that one service has open. Every transaction begins as the only writer. */
  SQLITE(false, "cast(unixepoch('subsec') * 1000 as integer)"),

  /** A server that several nodes share. */
  POSTGRESQL(true, "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)");

  private final boolean shared;
  private final String now;

  Dialect(boolean shared, String now) {
    this.shared = shared;
    this.now = now;
  }

  /** Returns the dialect of a database. */
  static Dialect of(DataSource database) {
    try {
      String product =
          JdbcUtils.commonDatabaseName(
              JdbcUtils.extractDatabaseMetaData(
                  database, metadata -> metadata.getDatabaseProductName()));
      return valueOf(String.valueOf(product).toUpperCase(Locale.ROOT));
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException("The database does not say what it is", e);
    }
  }

  /** Ends a query for a row to be changed, so that each of several who ask gets another. */
  String takeOneNobodyHolds(String table) {
    return shared ? " for update of " + table + " skip locked" : "";
  }

  /** Returns the expression for the database's own time, in milliseconds since 1970. */
  String now() {
    return now;
  }

  /** Returns whether several nodes may be on it. */
  boolean shared() {
    return shared;
  }
}
