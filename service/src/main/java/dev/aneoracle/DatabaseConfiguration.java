package dev.aneoracle;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Opens the embedded database. A commit is on disk when it returns: write-ahead log with full
 * synchronisation, and on macOS the drive's own cache is flushed too ({@code fullfsync}).
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /** SQLite has one writer; the others read, or wait for it. */
  private static final int CONNECTIONS = 4;

  private static final int BUSY_TIMEOUT_MILLISECONDS = 10_000;

  @Bean
  HikariDataSource dataSource(DataDirectory directory) {
    if (System.getProperty("org.sqlite.tmpdir") == null) {
      System.setProperty("org.sqlite.tmpdir", directory.folder("native").toString());
    }
    Path file = directory.path().resolve("ane-oracle.db");
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLISECONDS);
    config.enforceForeignKeys(true);
    SQLiteDataSource sqlite = new SQLiteDataSource(config);
    sqlite.setUrl("jdbc:sqlite:" + file);
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("sqlite");
    pool.setDataSource(sqlite);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setConnectionInitSql("pragma fullfsync = 1");
    return pool;
  }
}
