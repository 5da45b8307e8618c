package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.evaluation.Arrivals.Entry;
import org.junit.jupiter.api.Test;

/** Who leaves while it is looked what is queued counts as queued. */
class ArrivalsTests {

  private static final Applicant NEWCOMER = Samples.applicant("a");

  private final Arrivals arrivals = new Arrivals();

  private void leaveOne() {
    Applicant other = Samples.applicant("a");
    arrivals.enter(other, arrivals.departures(), _ -> true);
    arrivals.leave(other);
  }

  /** Room for one more than was seen. */
  private static boolean one(int missed) {
    return missed == 0;
  }

  @Test
  void whoFitsIsLetInAndLeaves() {
    assertThat(arrivals.enter(NEWCOMER, arrivals.departures(), ArrivalsTests::one))
        .isEqualTo(Entry.IN);
    assertThat(arrivals.has(NEWCOMER)).isTrue();
    assertThat(arrivals.count(one -> one.submitter().equals("a"))).isEqualTo(1);

    arrivals.leave(NEWCOMER);
    assertThat(arrivals.has(NEWCOMER)).isFalse();
  }

  @Test
  void whoMayNotFitBesideOneThatLeftIsToLookAgain() {
    long before = arrivals.departures();
    leaveOne();

    assertThat(arrivals.enter(NEWCOMER, before, ArrivalsTests::one)).isEqualTo(Entry.LOOK_AGAIN);
    assertThat(arrivals.enter(NEWCOMER, arrivals.departures(), ArrivalsTests::one))
        .isEqualTo(Entry.IN);
  }

  @Test
  void whoFitsBesideAllThatLeftNeedNotLookAgain() {
    long before = arrivals.departures();
    leaveOne();

    assertThat(arrivals.enter(NEWCOMER, before, missed -> missed < 2)).isEqualTo(Entry.IN);
  }

  @Test
  void whoDoesNotFitIsNotLetIn() {
    assertThat(arrivals.enter(NEWCOMER, arrivals.departures(), _ -> false)).isEqualTo(Entry.FULL);
    assertThat(arrivals.has(NEWCOMER)).isFalse();
  }

  @Test
  void ofTwoAlikeOneLeaves() {
    arrivals.enter(NEWCOMER, arrivals.departures(), _ -> true);
    arrivals.enter(NEWCOMER, arrivals.departures(), _ -> true);

    arrivals.leave(NEWCOMER);
    assertThat(arrivals.count(_ -> true)).isEqualTo(1);
  }
}
