package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.SettableClock;
import dev.aneoracle.evaluation.Promises.Full;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is refused is promised a place that nobody was promised before, and it is kept. */
class PromisesTests {

  private final SettableClock clock = new SettableClock(Samples.START);
  private final Promises promises = new Promises(clock);
  private final Applicant first = Samples.applicant("a");
  private final Applicant second = Samples.applicant("a");

  @Test
  void eachIsPromisedTheNextPlace() {
    assertThat(next()).isEqualTo(Duration.ofSeconds(11));
    assertThat(next()).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void promiseThatIsOverCountsNoMore() {
    next();
    clock.move(Duration.ofSeconds(11).plus(Promises.KEPT));

    assertThat(next()).isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void promisesOfBeforeTheClockWasSetBackCountNoMore() {
    next();
    next();
    clock.move(Duration.ofDays(-1));

    assertThat(next()).isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void whoIsPutOffAgainStaysBeforeThoseBehind() {
    promiseTwoAndComeForTheFirst();

    assertThat(promise(first)).isEqualTo(Duration.ofSeconds(11));
    assertThat(next()).isEqualTo(Duration.ofSeconds(31));
    clock.move(Duration.ofSeconds(10));
    assertThat(kept(first)).isZero();
    assertThat(kept(second)).isEqualTo(1);
  }

  @Test
  void thoseWhoseRequestsLookTheSameAreEachPromisedAPlace() {
    Applicant alike = Samples.applicant("a");

    assertThat(promise(alike)).isEqualTo(Duration.ofSeconds(11));
    assertThat(promise(alike)).isEqualTo(Duration.ofSeconds(21));
    promises.fulfil(alike);
    assertThat(next()).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void placeIsKeptFromThoseWhoWerePromisedNoneOrStandBehind() {
    promiseTwoAndComeForTheFirst();

    assertThat(kept(Samples.applicant("a"))).isEqualTo(2);
    assertThat(kept(second)).isEqualTo(1);
    assertThat(kept(first)).isZero();
  }

  @Test
  void placeIsKeptFromThePlaceBeforeToAMomentAfterItsTime() {
    Applicant newcomer = Samples.applicant("a");
    next();
    next();
    next();
    assertThat(kept(newcomer)).isZero();

    clock.move(Duration.ofSeconds(1));
    assertThat(kept(newcomer)).isEqualTo(1);
    clock.move(Duration.ofSeconds(10));
    assertThat(kept(newcomer)).isEqualTo(2);
    clock.move(Promises.KEPT);
    assertThat(kept(newcomer)).isEqualTo(1);
  }

  @Test
  void placeIsNotKeptForTheWholeOfALongWait() {
    Applicant newcomer = Samples.applicant("a");
    promises.next(
        Samples.applicant("a"), List.of(new Full("line", 0, (_, _) -> Duration.ofHours(1))));
    promises.next(
        Samples.applicant("a"),
        List.of(new Full("line", 0, (place, _) -> Duration.ofMinutes(20L * (place + 1)))));

    clock.move(Duration.ofMinutes(39));
    assertThat(kept(newcomer)).isZero();
    clock.move(Duration.ofSeconds(51));
    assertThat(kept(newcomer)).isEqualTo(1);
  }

  @Test
  void whoGotInNeedsNoPlaceAnyLonger() {
    promise(first);
    promises.fulfil(first);

    assertThat(kept(Samples.applicant("a"))).isZero();
    assertThat(next()).isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void freePlacesThatAreNotPromisedAreForTheNextWhoCome() {
    assertThat(
            promises.next(
                Samples.applicant("a"),
                List.of(new Full("line", -2, PromisesTests::each10Seconds))))
        .isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void whoFindsTwoLinesFullIsPromisedAPlaceInBothForTheLaterTime() {
    Applicant both = Samples.applicant("a");
    Full slow = new Full("slow", 0, (place, _) -> Duration.ofSeconds(30L * (place + 1)));
    assertThat(promises.next(both, List.of(full(), slow))).isEqualTo(Duration.ofSeconds(31));

    clock.move(Duration.ofSeconds(31));
    assertThat(kept(Samples.applicant("a"))).isEqualTo(1);
    assertThat(promises.kept("slow", Samples.applicant("a"))).isEqualTo(1);
  }

  private void promiseTwoAndComeForTheFirst() {
    promise(first);
    promise(second);
    clock.move(Duration.ofSeconds(11));
  }

  private Duration next() {
    return promise(Samples.applicant("a"));
  }

  private Duration promise(Applicant who) {
    return promises.next(who, List.of(full()));
  }

  private static Full full() {
    return new Full("line", 0, PromisesTests::each10Seconds);
  }

  private static Duration each10Seconds(int place, Map<String, Integer> promised) {
    return Duration.ofSeconds(10L * (place + 1));
  }

  private int kept(Applicant who) {
    return promises.kept("line", who);
  }
}
