package dev.aneoracle;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Opens the embedded database, unless {@code spring.datasource.url} names a server. A commit is on
 * disk when it returns: write-ahead log with full synchronisation, and on macOS the drive's own
 * cache is flushed too ({@code fullfsync}).
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /** Names the server, where there is one. */
  static final String URL = "spring.datasource.url";

  /** The database's file in the data directory; its journal lies beside. */
  static final String FILE = "ane-oracle.db";

  static final String FULL_SYNC = "pragma fullfsync = 1";

  /** SQLite has one writer; the others read, or wait for it. */
  private static final int CONNECTIONS = 4;

  private static final int BUSY_TIMEOUT_MILLISECONDS = 10_000;

  @Bean
  @Conditional(NoServer.class)
  SqliteAnchor sqliteAnchor(DataDirectory directory) throws SQLException {
    return SqliteAnchor.drop(sqlite(directory));
  }

  /** Spring Boot opens the server's database itself, by the settings under spring.datasource. */
  @Bean
  @Conditional(NoServer.class)
  @DependsOn("sqliteAnchor")
  HikariDataSource dataSource(DataDirectory directory) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("sqlite");
    pool.setDataSource(sqlite(directory));
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setExceptionOverride(new SqliteFaults());
    pool.setConnectionInitSql(FULL_SYNC);
    return pool;
  }

  private static SQLiteDataSource sqlite(DataDirectory directory) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLISECONDS);
    config.enforceForeignKeys(true);
    SQLiteDataSource sqlite = new SQLiteDataSource(config);
    sqlite.setUrl("jdbc:sqlite:" + directory.path().resolve(FILE));
    return sqlite;
  }

  /** Holds where no server is named. */
  static final class NoServer implements Condition {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      String url = context.getEnvironment().getProperty(URL, "");
      if (url.isBlank()) {
        return true;
      }
      if (!url.startsWith(POSTGRESQL)) {
        throw new UnknownDatabaseException();
      }
      return false;
    }
  }

  /** The setting names a database that is not served. */
  static final class UnknownDatabaseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnknownDatabaseException() {
      super(
          "spring.datasource.url is no address of a PostgreSQL server. Set it to"
              + " jdbc:postgresql://HOST:PORT/DATABASE, or leave it out: then everything is kept in"
              + " one file in ane-oracle.data-directory.");
    }
  }
}
