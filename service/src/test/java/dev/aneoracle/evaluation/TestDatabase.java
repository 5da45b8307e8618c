package dev.aneoracle.evaluation;

import com.zaxxer.hikari.HikariDataSource;
import dev.aneoracle.PostgresServer;
import dev.aneoracle.SqliteFaults;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The databases that the same tests run on. */
enum TestDatabase {
  SQLITE {
    @Override
    DatabaseFixture open(Path folder) {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.setBusyTimeout(5_000);
      config.enforceForeignKeys(true);
      SQLiteDataSource sqlite = new SQLiteDataSource(config);
      sqlite.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
      HikariDataSource pool = pool();
      pool.setDataSource(sqlite);
      pool.setExceptionOverride(new SqliteFaults());
      migrate(pool, "sqlite");
      return new DatabaseFixture(pool, Dialect.SQLITE);
    }
  },
  POSTGRESQL {
    @Override
    DatabaseFixture open(Path folder) {
      HikariDataSource pool = pool();
      pool.setJdbcUrl(PostgresServer.running().newDatabase(Migrated.NAME));
      return new DatabaseFixture(pool, Dialect.POSTGRESQL);
    }
  };

  abstract DatabaseFixture open(Path folder);

  private static HikariDataSource pool() {
    HikariDataSource pool = new HikariDataSource();
    pool.setMaximumPoolSize(6);
    pool.setMinimumIdle(0);
    return pool;
  }

  private static void migrate(DataSource database, String vendor) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/" + vendor, "classpath:db/migration/common")
        .load()
        .migrate();
  }

  /** A database with all tables, which every test gets a copy of. */
  private static final class Migrated {

    static final String NAME = make();

    private static String make() {
      String url = PostgresServer.running().newDatabase();
      try (HikariDataSource pool = pool()) {
        pool.setJdbcUrl(url);
        migrate(pool, "postgresql");
      }
      return url.replaceFirst(".*/(\\w+)\\?.*", "$1");
    }
  }
}
