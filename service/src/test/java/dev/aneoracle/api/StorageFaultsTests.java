package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.TransactionSystemException;

class StorageFaultsTests {

  @ParameterizedTest
  @ValueSource(strings = {"/d/x: No space left on device", "/d/x: Disk quota exceeded"})
  void tellsAFullDiskByTheSystemsWords(String words) {
    assertThat(StorageFaults.of(new IOException(words))).contains(ProblemType.STORAGE_FULL);
  }

  @Test
  void tellsAFullDiskUnderTheDatabase() {
    assertThat(
            StorageFaults.of(database("[SQLITE_FULL] Insertion failed because database is full")))
        .contains(ProblemType.STORAGE_FULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[SQLITE_READONLY] Attempt to write a readonly database",
        "[SQLITE_IOERR_WRITE] I/O error in the VFS layer",
        "[SQLITE_CANTOPEN] Unable to open the database file"
      })
  void tellsADiskThatTakesNoWritesUnderTheDatabase(String words) {
    assertThat(StorageFaults.of(database(words))).contains(ProblemType.STORAGE_UNAVAILABLE);
  }

  @Test
  void tellsAReadOnlyDisk() {
    assertThat(StorageFaults.of(new IOException("/d/incoming: Read-only file system")))
        .contains(ProblemType.STORAGE_UNAVAILABLE);
  }

  @Test
  void tellsADiskThatFailedInATransactionWhoseConnectionIsGone() {
    TransactionSystemException end =
        new TransactionSystemException("rollback failed", new SQLException("Connection is closed"));
    end.initApplicationException(database("[SQLITE_IOERR_WRITE] I/O error in the VFS layer"));

    assertThat(StorageFaults.of(end)).contains(ProblemType.STORAGE_UNAVAILABLE);
    assertThat(StorageFaults.of(new TransactionSystemException("commit failed"))).isEmpty();
  }

  @Test
  void takesNothingElseForTheDisk() {
    assertThat(StorageFaults.of(database("[SQLITE_BUSY] The database file is locked"))).isEmpty();
    assertThat(StorageFaults.of(new IllegalStateException("No space left on device"))).isEmpty();
    assertThat(StorageFaults.of(new IOException())).isEmpty();
  }

  private static RuntimeException database(String words) {
    return new UncategorizedSQLException("insert", "insert", new SQLException(words));
  }
}
