package dev.aneoracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A connection to SQLite that does nothing and stays open. While there is one, the files beside the
 * database stay too: a full disk would not let another connection make them again, and after a
 * read-only one the next would have to make do with what it may only read.
 */
final class SqliteAnchor implements AutoCloseable {

  private final Connection connection;

  private SqliteAnchor(Connection connection) {
    this.connection = connection;
  }

  static SqliteAnchor drop(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(DatabaseConfiguration.FULL_SYNC);
      // The files are opened by the first one that reads.
      statement.execute("select count(*) from sqlite_master");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return new SqliteAnchor(connection);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
