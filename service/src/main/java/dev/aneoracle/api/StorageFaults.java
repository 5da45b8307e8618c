package dev.aneoracle.api;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.TransactionSystemException;

/** Tells the disk's failures by the words of the system and of SQLite. */
final class StorageFaults {

  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "SQLITE_FULL");

  private static final List<String> UNWRITABLE =
      List.of(
          "Read-only file system",
          "Input/output error",
          "SQLITE_READONLY",
          "SQLITE_IOERR",
          "SQLITE_CANTOPEN",
          "SQLITE_PERM");

  private StorageFaults() {}

  /**
   * Returns the problem that an error stands for, empty where it is none of the disk's. Where the
   * disk fails in a transaction the connection goes too, so that it cannot even be rolled back.
   */
  static Optional<ProblemType> of(Throwable error) {
    if (error instanceof TransactionSystemException end && end.getOriginalException() != null) {
      return of(end.getOriginalException());
    }
    if (mentions(error, FULL)) {
      return Optional.of(ProblemType.STORAGE_FULL);
    }
    return mentions(error, UNWRITABLE)
        ? Optional.of(ProblemType.STORAGE_UNAVAILABLE)
        : Optional.empty();
  }

  private static boolean mentions(Throwable error, List<String> words) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null
          && (cause instanceof IOException || cause instanceof SQLException)
          && words.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
