package dev.aneoracle.evaluation;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A real database in a folder of a test. */
final class SqliteFixture implements AutoCloseable {

  private final HikariDataSource pool = new HikariDataSource();

  SqliteFixture(Path folder) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(5_000);
    config.enforceForeignKeys(true);
    SQLiteDataSource sqlite = new SQLiteDataSource(config);
    sqlite.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
    pool.setDataSource(sqlite);
    pool.setMaximumPoolSize(4);
    Flyway.configure().dataSource(pool).locations("classpath:db/migration/sqlite").load().migrate();
  }

  DataSource dataSource() {
    return pool;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  SqliteEvaluationRepository repository() {
    return new SqliteEvaluationRepository(jdbc(), transaction());
  }

  @Override
  public void close() {
    pool.close();
  }
}
