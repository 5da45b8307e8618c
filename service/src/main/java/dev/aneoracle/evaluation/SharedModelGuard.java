package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.coreml.CoreMlFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Guards the models of a store that several nodes share, by PostgreSQL's advisory locks: a lock
 * ends with its transaction, so a node that dies holds nothing up.
 */
final class SharedModelGuard implements ModelGuard {

  private static final int HEX = 16;

  private final JdbcClient jdbc;
  private final TransactionOperations transaction;

  SharedModelGuard(JdbcClient jdbc, TransactionOperations transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public <T> T using(ModelDigest digest, Use<T> use) throws CoreMlFormatException, IOException {
    List<T> result = new ArrayList<>(1);
    try {
      transaction.executeWithoutResult(_ -> {
        lock("select pg_advisory_xact_lock_shared(?)", digest);
        try {
          result.add(use.run());
        } catch (CoreMlFormatException | IOException e) {
          throw new Carrier(e);
        }
      });
    } catch (Carrier carrier) {
      if (carrier.getCause() instanceof CoreMlFormatException e) {
        throw e;
      }
      throw carrier.failure();
    }
    return result.getFirst();
  }

  @Override
  public void alone(ModelDigest digest, Removal removal) throws IOException {
    try {
      transaction.executeWithoutResult(_ -> {
        lock("select pg_advisory_xact_lock(?)", digest);
        try {
          removal.run();
        } catch (IOException e) {
          throw new Carrier(e);
        }
      });
    } catch (Carrier carrier) {
      throw carrier.failure();
    }
  }

  private void lock(String statement, ModelDigest digest) {
    long key = Long.parseUnsignedLong(digest.hex().substring(0, HEX), HEX);
    jdbc.sql(statement).param(key).query((_, _) -> 0).single();
  }

  /** Takes a checked exception through the transaction, which it rolls back. */
  private static final class Carrier extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Carrier(Exception carried) {
      super(carried);
    }

    IOException failure() {
      return getCause() instanceof IOException failure ? failure : new IOException(getCause());
    }
  }
}
