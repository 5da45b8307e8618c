package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.evaluation.QueueLimits.Bounds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class AdmissionTests {

  private static final Duration EACH = Duration.ofSeconds(20);
  private static final DataSize MUCH = DataSize.ofGigabytes(1);

  @TempDir Path folder;

  private EvaluationFixture fixture;
  private int number;

  @BeforeEach
  void open() {
    fixture =
        new EvaluationFixture(TestDatabase.SQLITE.open(folder), folder, new QueueLimits(3, MUCH));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(QueueLimits limits) {
    fixture.close();
    fixture = new EvaluationFixture(TestDatabase.SQLITE.open(folder), folder, limits);
  }

  private static QueueLimits quotas(int all, int each) {
    return new QueueLimits(new Bounds(all, MUCH), new Bounds(each, MUCH), Map.of());
  }

  private void submit(String submitter, int times) {
    for (int time = 0; time < times; time++) {
      fixture.submitAs(submitter, ++number, 5);
    }
  }

  private Duration refused(String submitter) {
    try {
      fixture.admission.requireRoom(submitter);
      throw new AssertionError("There was room");
    } catch (NoRoomException e) {
      return e.retryAfter();
    }
  }

  @Test
  void quotaHoldsOneSubmitterBackAndNotTheOthers() {
    open(quotas(10, 2));
    submit("a", 2);

    assertThatThrownBy(() -> submit("a", 1))
        .isInstanceOf(QuotaExceededException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("limits are 2 and");
    submit("b", 2);
  }

  @Test
  void quotaCountsBytesToo() {
    open(new QueueLimits(new Bounds(10, MUCH), new Bounds(10, DataSize.ofBytes(1)), Map.of()));
    submit("a", 1);
    submit("b", 1);

    assertThatThrownBy(() -> submit("a", 1)).isInstanceOf(QuotaExceededException.class);
  }

  @Test
  void namedSubmitterHasItsOwnQuota() {
    open(
        new QueueLimits(
            new Bounds(10, MUCH), new Bounds(1, MUCH), Map.of("sweeper", new Bounds(3, MUCH))));
    submit("sweeper", 3);

    assertThatThrownBy(() -> submit("sweeper", 1)).isInstanceOf(QuotaExceededException.class);
    submit("a", 1);
    assertThatThrownBy(() -> submit("a", 1)).isInstanceOf(QuotaExceededException.class);
  }

  @Test
  void withoutNamesOnlyTheBoundsOfAllHold() {
    submit("local", 3);

    assertThatThrownBy(() -> submit("local", 1)).isInstanceOf(QueueFullException.class);
  }

  @Test
  void eachWhoIsRefusedIsPromisedAnotherPlace() {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    submit("a", 1);
    fixture.repository.claim("node", "M1", fixture.clock.instant());
    submit("a", 3);

    assertThat(List.of(refused("a"), refused("b"), refused("c")))
        .containsExactly(Duration.ofSeconds(21), Duration.ofSeconds(41), Duration.ofSeconds(61));

    fixture.clock.move(Duration.ofSeconds(30));
    assertThat(refused("d")).isGreaterThan(Duration.ofSeconds(31));
  }

  @Test
  void nobodyIsPutOffForMoreThanAnHour() {
    open(new QueueLimits(1, MUCH));
    fixture.times.record(EvaluationKind.MEASURE, Duration.ofMinutes(40));
    submit("a", 1);

    refused("a");
    refused("a");
    assertThat(refused("a")).isEqualTo(Promises.LONGEST.plusSeconds(1));
  }

  @Test
  void promiseForAQuotaWaitsForTheTurnsOfTheOthers() {
    open(quotas(100, 2));
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    submit("a", 1);
    fixture.repository.claim("node", "M1", fixture.clock.instant());
    submit("a", 2);
    submit("b", 2);
    submit("c", 2);

    // b, c, a, b, c, a: the first of a's is claimed third, after what runs now.
    assertThat(refused("a")).isEqualTo(EACH.multipliedBy(3).plusSeconds(1));
    assertThat(refused("a")).isEqualTo(EACH.multipliedBy(6).plusSeconds(1));
  }

  @Test
  void predictionsAreGoneSooner() {
    open(new QueueLimits(1, MUCH));
    fixture.measurer.cannotMeasure();
    fixture.times.record(EvaluationKind.PREDICT, Duration.ofSeconds(3));
    CountDownLatch held = new CountDownLatch(1);
    fixture.pool.afterAll(() -> EvaluationFixture.await(held));
    submit("a", 1);

    assertThat(List.of(refused("a"), refused("a")))
        .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(7));
    held.countDown();
  }

  @Test
  void thoseWhoComeWhenTheyWereToldGetInAtTheFirstTry() {
    open(new QueueLimits(8, MUCH));

    assertThat(shareAdmittedAtFirstTry(List.of("a"), 40)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void soDoThoseWhoseQuotaWasUsedUp() {
    open(quotas(100, 3));

    assertThat(shareAdmittedAtFirstTry(List.of("a", "b", "c"), 30)).isGreaterThanOrEqualTo(0.9);
  }

  /** Fills the queue, refuses as many at once, and lets each come again when it was told. */
  private double shareAdmittedAtFirstTry(List<String> submitters, int clients) {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    submit(submitters.getFirst(), 1);
    Evaluation running =
        fixture.repository.claim("node", "M1", fixture.clock.instant()).orElseThrow();
    for (String submitter : submitters) {
      while (hasRoom(submitter)) {
        submit(submitter, 1);
      }
    }
    PriorityQueue<Client> away = new PriorityQueue<>(Comparator.comparing(Client::back));
    for (int client = 0; client < clients; client++) {
      String submitter = submitters.get(client % submitters.size());
      away.add(new Client(submitter, fixture.clock.instant().plus(refused(submitter))));
    }
    Instant done = fixture.clock.instant().plus(EACH);
    List<Boolean> admitted = new ArrayList<>();
    while (!away.isEmpty()) {
      fixture.clock.move(Duration.ofSeconds(1));
      Instant now = fixture.clock.instant();
      if (!now.isBefore(done)) {
        fixture.repository.finishMeasurement(
            running.id(), running.attempt(), Samples.succeeded(now));
        running = fixture.repository.claim("node", "M1", now).orElseThrow();
        done = now.plus(EACH);
      }
      while (!away.isEmpty() && !away.peek().back().isAfter(now)) {
        String submitter = away.remove().submitter();
        admitted.add(hasRoom(submitter));
        if (admitted.getLast()) {
          submit(submitter, 1);
        }
      }
    }
    return (double) admitted.stream().filter(in -> in).count() / admitted.size();
  }

  private boolean hasRoom(String submitter) {
    try {
      fixture.admission.requireRoom(submitter);
      return true;
    } catch (NoRoomException e) {
      return false;
    }
  }

  private record Client(String submitter, Instant back) {}
}
