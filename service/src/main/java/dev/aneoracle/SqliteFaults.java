package dev.aneoracle;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Takes a connection out of the pool after a lock or a disk kept it from its work. The driver notes
 * a transaction as begun before it begins it; where that fails, the next one on the same connection
 * would have no transaction, and half of its rows could stay.
 */
public final class SqliteFaults implements SQLExceptionOverride {

  /** SQLite's codes: busy, locked, read-only, I/O error, corrupt, full, cannot open. */
  private static final Set<Integer> CODES = Set.of(5, 6, 8, 10, 11, 13, 14);

  private static final int PRIMARY = 0xFF;

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException fault) {
    return CODES.contains(fault.getErrorCode() & PRIMARY)
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
