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

  private void openPredicting(int evaluations) {
    open(new QueueLimits(evaluations, MUCH));
    fixture.measurer.cannotMeasure();
    fixture.fleet.renew();
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
    return refused(Samples.applicant(submitter));
  }

  private Duration refused(Applicant who) {
    try {
      fixture.admission.requireRoom(who);
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
  void uploadUnderWayKeepsItsPlace() {
    submit("a", 2);
    try (Arrivals.Place _ = fixture.admission.enter(Samples.applicant("a"))) {
      assertThatThrownBy(() -> fixture.admission.enter(Samples.applicant("b")))
          .isInstanceOf(QueueFullException.class)
          .hasMessageContaining("2 evaluations")
          .hasMessageContaining("1 are coming in, 0 places are kept");
      assertThatThrownBy(() -> submit("b", 1)).isInstanceOf(QueueFullException.class);
    }
  }

  @Test
  void whereOnlyUploadsFillTheQueueThoseWhoArePutOffWaitForWhatTheNodeDoes() {
    openPredicting(1);
    fixture.times.record(EvaluationKind.PREDICT, Duration.ofSeconds(3));
    try (Arrivals.Place _ = fixture.admission.enter(Samples.applicant("a"))) {
      assertThat(List.of(refused("a"), refused("a")))
          .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(7));
    }
  }

  @Test
  void placeOfAnUploadThatFailedIsFreeAgain() {
    submit("a", 2);
    fixture.admission.enter(Samples.applicant("a")).close();

    submit("b", 1);
  }

  @Test
  void uploadThatWasLetInIsTakenThoughAPlaceWasPromisedMeanwhile() {
    submit("a", 2);
    Applicant uploading = Samples.applicant("a");
    try (Arrivals.Place _ = fixture.admission.enter(uploading)) {
      refused("b");

      assertThat(fixture.submitAs(uploading, ++number).state()).isEqualTo(EvaluationState.QUEUED);
    }
  }

  @Test
  void uploadsUnderWayCountInTheirOwnQuotaOnly() {
    open(quotas(10, 2));
    submit("a", 1);
    try (Arrivals.Place _ = fixture.admission.enter(Samples.applicant("a"))) {
      assertThatThrownBy(() -> submit("a", 1)).isInstanceOf(QuotaExceededException.class);
      submit("b", 2);
    }
  }

  @Test
  void uploadThatWasLetInIsTakenWhateverWasGivenBackMeanwhile() {
    Evaluation running = running();
    submit("a", 2);
    Applicant uploading = Samples.applicant("a");
    try (Arrivals.Place _ = fixture.admission.enter(uploading)) {
      fixture.repository.release(running.id(), running.attempt());

      fixture.submitAs(uploading, ++number);
    }
    assertThat(fixture.repository.depth().evaluations()).isEqualTo(4);
  }

  @Test
  void uploadThatEndsWhileAnotherIsLetInIsCountedOnce() {
    submit("a", 1);
    Applicant first = Samples.applicant("a");
    Arrivals.Place place = fixture.admission.enter(first);
    fixture.submitAs(first, ++number);
    place.close();

    fixture.admission.enter(Samples.applicant("b")).close();
    submit("b", 1);
    assertThatThrownBy(() -> submit("b", 1)).isInstanceOf(QueueFullException.class);
  }

  @Test
  void thoseWhoNeverComeAgainKeepNobodyOut() {
    openPredicting(8);
    CountDownLatch held = new CountDownLatch(1);
    fixture.pool.afterAll(() -> EvaluationFixture.await(held));
    submit("a", 8);
    Applicant patient = Samples.applicant("a");
    for (int times = 0; times < 100; times++) {
      refused("a");
    }
    Duration told = refused(patient);
    held.countDown();
    fixture.awaitPredictions();

    assertThat(told).isLessThan(Duration.ofSeconds(10));
    fixture.clock.move(Duration.ofSeconds(1));
    submit("b", 1);
    fixture.clock.move(told.minusSeconds(1));
    fixture.submitAs(patient, ++number);
  }

  @Test
  void freePlaceIsKeptForWhoWasToldToComeThen() {
    Evaluation running = runningBesideAFullQueue();
    Applicant told = Samples.applicant("b");
    Duration wait = refused(told);
    fixture.clock.move(wait);
    next(running);

    assertThatThrownBy(() -> submit("a", 1)).isInstanceOf(QueueFullException.class);
    fixture.submitAs(told, ++number);
  }

  @Test
  void placeOfWhoDoesNotComeIsGivenToOthers() {
    Evaluation running = runningBesideAFullQueue();
    fixture.clock.move(refused("b").plus(Promises.KEPT));
    next(running);

    submit("a", 1);
  }

  @Test
  void thoseWhoComeWhenTheyWereToldGetInAtTheFirstTry() {
    open(new QueueLimits(8, MUCH));

    assertThat(shareAdmittedAtFirstTry(List.of("a"), 40)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void soDoThoseWhoseQuotaWasUsedUp() {
    open(quotas(100, 3));

    assertThat(shareAdmittedAtFirstTry(List.of("a", "b", "c"), 30)).isGreaterThanOrEqualTo(0.95);
  }

  private Evaluation running() {
    submit("a", 1);
    return claim();
  }

  private Evaluation claim() {
    return fixture.repository.claim("node", "M1", fixture.clock.instant()).orElseThrow();
  }

  private Evaluation runningBesideAFullQueue() {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    Evaluation running = running();
    submit("a", 3);
    return running;
  }

  private Evaluation next(Evaluation running) {
    fixture.repository.finishMeasurement(
        running.id(), running.attempt(), Samples.succeeded(fixture.clock.instant()));
    return claim();
  }

  /**
   * Fills the queue, refuses as many at once, and lets each come again when it was told, while
   * others try every second.
   */
  private double shareAdmittedAtFirstTry(List<String> submitters, int clients) {
    fixture.times.record(EvaluationKind.MEASURE, EACH);
    Evaluation running = running();
    for (String submitter : submitters) {
      while (getsIn(Samples.applicant(submitter))) {}
    }
    PriorityQueue<Client> away = new PriorityQueue<>(Comparator.comparing(Client::back));
    for (int client = 0; client < clients; client++) {
      Applicant who = Samples.applicant(submitters.get(client % submitters.size()));
      away.add(new Client(who, fixture.clock.instant().plus(refused(who))));
    }
    Instant done = fixture.clock.instant().plus(EACH);
    List<Boolean> admitted = new ArrayList<>();
    while (!away.isEmpty()) {
      fixture.clock.move(Duration.ofSeconds(1));
      Instant now = fixture.clock.instant();
      if (!now.isBefore(done)) {
        running = next(running);
        done = now.plus(EACH);
      }
      submitters.forEach(submitter -> getsIn(Samples.applicant(submitter)));
      while (!away.isEmpty() && !away.peek().back().isAfter(now)) {
        admitted.add(getsIn(away.remove().who()));
      }
    }
    return (double) admitted.stream().filter(in -> in).count() / admitted.size();
  }

  private boolean getsIn(Applicant who) {
    try {
      fixture.submitAs(who, ++number);
      return true;
    } catch (NoRoomException e) {
      return false;
    }
  }

  private record Client(Applicant who, Instant back) {}
}
