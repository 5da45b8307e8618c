package dev.aneoracle.evaluation;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real database of a test's own. */
record DatabaseFixture(HikariDataSource pool, Dialect dialect) implements AutoCloseable {

  DataSource dataSource() {
    return pool;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  EvaluationRepository repository() {
    return new JdbcEvaluationRepository(jdbc(), transaction(), dialect);
  }

  NodeRepository nodes() {
    return new NodeRepository(jdbc(), dialect);
  }

  ModelGuard guard() {
    return dialect.shared() ? new SharedModelGuard(jdbc(), transaction()) : new LocalModelGuard();
  }

  @Override
  public void close() {
    pool.close();
  }
}
