package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Depth;
import dev.aneoracle.evaluation.QueueLimits.Bounds;
import dev.aneoracle.storage.Disks;
import dev.aneoracle.storage.StorageFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether there is room for a submission, and says when there will be where there is none.
 */
final class Admission {

  private static final String EVERYONE = "";

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
   * Lets an upload in; until its place is closed others find that much less room.
   *
   * @throws StorageFullException when the disk has no room for new work
   * @throws QuotaExceededException when the submitter has too much in the queue
   * @throws QueueFullException when all together have
   */
  Arrivals.Place enter(Applicant who) {
    disks.requireRoom();
    List<Line> lines = lines(who);
    if (!arrivals.enter(who, () -> lines.stream().allMatch(line -> hasRoom(line, who)))) {
      throw lines.stream()
          .filter(line -> !hasRoom(line, who))
          .findFirst()
          .map(line -> refusal(line, who))
          .orElseGet(() -> refusal(lines.getLast(), who));
    }
    promises.keep(who);
    return () -> arrivals.leave(who);
  }

  /**
   * Looks whether there is room for what is written now. What was let in before competes with what
   * is queued and not with what is still to come.
   *
   * @throws StorageFullException when the disk has no room for new work
   * @throws QuotaExceededException when the submitter has too much in the queue
   * @throws QueueFullException when all together have
   */
  void requireRoom(Applicant who) {
    disks.requireRoom();
    boolean entered = arrivals.has(who);
    for (Line line : lines(who)) {
      if (!(entered ? line.bounds().holds(line.queued()) : hasRoom(line, who))) {
        throw refusal(line, who);
      }
    }
    promises.keep(who);
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
    return line.bounds().holds(promises.with(expected(line), line.name(), who));
  }

  private Depth expected(Line line) {
    return arrivals.with(line.queued(), one -> line.ofAll() || one.submitter().equals(line.name()));
  }

  private NoRoomException refusal(Line line, Applicant who) {
    Depth queued = line.queued();
    Bounds bounds = line.bounds();
    String detail =
        "%d evaluations with %d bytes of models%s are queued, %d more are coming in or were promised a place; %s limits are %d and %d. Try again later."
            .formatted(
                queued.evaluations(),
                queued.bytes(),
                line.ofAll() ? "" : " of '%s'".formatted(line.name()),
                promises.with(expected(line), line.name(), who).evaluations()
                    - queued.evaluations(),
                line.ofAll() ? "the" : "its",
                bounds.evaluations(),
                bounds.bytes().toBytes());
    Promises.Places places = line.ofAll() ? untilGone(queued) : untilGone(queued, line.name());
    var retryAfter = promises.next(line.name(), who, bounds.surplus(expected(line)), places);
    return line.ofAll()
        ? new QueueFullException(detail, retryAfter)
        : new QuotaExceededException(detail, retryAfter);
  }

  /** Predictions are soon gone; where there are only these, those to come are predictions too. */
  private boolean onlyPredictions(Depth queued) {
    return queued.evaluations() == 0 ? estimates.onlyPredictions() : queued.onlyPredictions();
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
