package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import dev.aneoracle.evaluation.QueueLimits.Bounds;
import dev.aneoracle.storage.Disks;
import dev.aneoracle.storage.StorageFullException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether there is room for a submission, and says when there will be where there is none.
 */
final class Admission {

  private static final String EVERYONE = "";

  /** How often it is looked again what is queued where uploads end meanwhile. */
  private static final int LOOKS = 5;

  private final EvaluationRepository repository;
  private final PredictionPool predictions;
  private final Estimates estimates;
  private final QueueLimits limits;
  private final Promises promises;
  private final Disks disks;
  private final Arrivals arrivals = new Arrivals();

  Admission(
      EvaluationRepository repository,
      PredictionPool predictions,
      Estimates estimates,
      QueueLimits limits,
      Promises promises,
      Disks disks) {
    this.repository = repository;
    this.predictions = predictions;
    this.estimates = estimates;
    this.limits = limits;
    this.promises = promises;
    this.disks = disks;
  }

  /**
   * Lets an upload in, which is then taken whatever comes meanwhile; until its place is closed
   * others find one less.
   *
   * @throws StorageFullException when the disk has no room for new work
   * @throws QuotaExceededException when the submitter has too much in the queue
   * @throws QueueFullException when all together have
   */
  Arrivals.Place enter(Applicant who) {
    disks.requireRoom();
    Arrivals.Entry entry = Arrivals.Entry.LOOK_AGAIN;
    List<Line> lines = List.of();
    for (int look = 0; look < LOOKS && entry == Arrivals.Entry.LOOK_AGAIN; look++) {
      long departures = arrivals.departures();
      List<Line> seen = lines(who);
      entry =
          arrivals.enter(
              who,
              departures,
              missed -> seen.stream().allMatch(line -> hasRoom(line, who, missed)));
      lines = seen;
    }
    if (entry != Arrivals.Entry.IN) {
      throw refusal(lines, who);
    }
    promises.fulfil(who);
    return () -> arrivals.leave(who);
  }

  /**
   * Looks whether there is room for what is written now, unless it was let in before.
   *
   * @throws StorageFullException when the disk has no room for new work
   * @throws QuotaExceededException when the submitter has too much in the queue
   * @throws QueueFullException when all together have
   */
  void requireRoom(Applicant who) {
    disks.requireRoom();
    if (arrivals.has(who)) {
      return;
    }
    List<Line> lines = lines(who);
    if (!lines.stream().allMatch(line -> hasRoom(line, who))) {
      throw refusal(lines, who);
    }
    promises.fulfil(who);
  }

  private List<Line> lines(Applicant who) {
    List<Line> lines = new ArrayList<>();
    Optional<Bounds> quota = limits.quotaOf(who.submitter());
    quota.ifPresent(bounds ->
        lines.add(new Line(who.submitter(), bounds, repository.depthOf(who.submitter()))));
    lines.add(new Line(EVERYONE, limits.all(), repository.depth()));
    return lines;
  }

  private boolean hasRoom(Line line, Applicant who) {
    return hasRoom(line, who, 0);
  }

  private boolean hasRoom(Line line, Applicant who, int missed) {
    return line.bounds().holds(line.queued().plus(missed + comingIn(line) + kept(line, who)));
  }

  private int comingIn(Line line) {
    return arrivals.count(one -> line.ofAll() || one.submitter().equals(line.name()));
  }

  /** Those who were promised a place may not come: some are always for whoever does. */
  private int kept(Line line, Applicant who) {
    int most = Math.max(1, line.bounds().evaluations() * 3 / 4);
    return Math.min(most, promises.kept(line.name(), who));
  }

  private NoRoomException refusal(List<Line> lines, Applicant who) {
    List<Line> full = lines.stream().filter(line -> !hasRoom(line, who)).toList();
    // Somebody may have left since; who was refused is told when to come all the same.
    List<Line> why = full.isEmpty() ? List.of(lines.getLast()) : full;
    Line first = why.getFirst();
    String detail = detail(first, who);
    Duration retryAfter = promises.next(who, why.stream().map(this::full).toList());
    return first.ofAll()
        ? new QueueFullException(detail, retryAfter)
        : new QuotaExceededException(detail, retryAfter);
  }

  private String detail(Line line, Applicant who) {
    return "%d evaluations with %d bytes of models%s are queued, %d are coming in, %d places are kept for others; %s limits are %d and %d. Try again later."
        .formatted(
            line.queued().evaluations(),
            line.queued().bytes(),
            line.ofAll() ? "" : " of '%s'".formatted(line.name()),
            comingIn(line),
            kept(line, who),
            line.ofAll() ? "the" : "its",
            line.bounds().evaluations(),
            line.bounds().bytes().toBytes());
  }

  private Promises.Full full(Line line) {
    return new Promises.Full(
        line.name(),
        line.bounds().surplus(line.queued().plus(comingIn(line))),
        line.ofAll() ? untilGone(line.queued()) : untilGone(line.queued(), line.name()));
  }

  /** Predictions are soon gone; where there are only these, those to come are predictions too. */
  private boolean onlyPredictions(Depth queued) {
    return queued.evaluations() == 0
        ? estimates.onlyPredictions()
        : queued.evaluations() == queued.predictions();
  }

  private Promises.Places untilGone(Depth queued) {
    Pace pace = estimates.pace();
    boolean predicted = onlyPredictions(queued);
    return (place, _) ->
        predicted || place < queued.predictions()
            ? pace.untilGone(EvaluationKind.PREDICT, place)
            : pace.untilGone(EvaluationKind.MEASURE, place - queued.predictions());
  }

  /** Others whose places were promised will be served in turn with this one. */
  private Promises.Places untilGone(Depth queued, String submitter) {
    Pace pace = estimates.pace();
    boolean predicted = onlyPredictions(queued);
    FairOrder toPredict = predictions.order();
    FairOrder toMeasure = repository.orderOf(submitter);
    return (place, promised) ->
        predicted || place < queued.predictions()
            ? pace.untilGone(
                EvaluationKind.PREDICT, toPredict.with(promised).aheadOf(submitter, place))
            : pace.untilGone(
                EvaluationKind.MEASURE,
                toMeasure.with(promised).aheadOf(submitter, place - queued.predictions()));
  }

  /** What waits for the same places. */
  private record Line(String name, Bounds bounds, Depth queued) {
    boolean ofAll() {
      return name.equals(EVERYONE);
    }
  }
}
