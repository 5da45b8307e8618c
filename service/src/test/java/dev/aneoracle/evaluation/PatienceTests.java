package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class PatienceTests {

  private final List<Duration> pauses = new ArrayList<>();
  private final Patience patience = new Patience(pauses::add);

  @Test
  void writesAgainUntilTheDatabaseTakesIt() throws Exception {
    Iterator<RuntimeException> faults =
        List.<RuntimeException>of(
                new CannotGetJdbcConnectionException("no connection"),
                new CannotCreateTransactionException("none"),
                new DataAccessResourceFailureException("closed"),
                new QueryTimeoutException("slow"),
                new UncategorizedSQLException(
                    "update", "update", new SQLException("[SQLITE_BUSY] The database is locked")))
            .iterator();

    boolean written =
        patience.write(
            "01A",
            () -> {
              if (faults.hasNext()) {
                throw faults.next();
              }
              return true;
            });

    assertThat(written).isTrue();
    assertThat(pauses).hasSize(5).isSorted().first().isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void neverWaitsLongerThanAFewSeconds() throws Exception {
    patience.write(
        "01A",
        () -> {
          if (pauses.size() < 20) {
            throw new CannotGetJdbcConnectionException("no connection");
          }
          return true;
        });

    assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void saysThatTheClaimIsLost() throws Exception {
    assertThat(patience.write("01A", () -> false)).isFalse();
    assertThat(pauses).isEmpty();
  }

  @Test
  void doesNotRepeatAStatementThatIsWrong() {
    assertThatThrownBy(() ->
            patience.write(
                "01A",
                () -> {
                  throw new DataIntegrityViolationException("wrong");
                }))
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void endsWithTheService() {
    Patience interrupted =
        new Patience(_ -> {
          throw new InterruptedException();
        });

    assertThatThrownBy(() ->
            interrupted.write(
                "01A",
                () -> {
                  throw new CannotGetJdbcConnectionException("no connection");
                }))
        .isInstanceOf(InterruptedException.class);
  }
}
