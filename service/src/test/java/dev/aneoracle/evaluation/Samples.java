package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Ending;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.placement.Blocker;
import dev.aneoracle.placement.Bounds;
import dev.aneoracle.placement.Engine;
import dev.aneoracle.placement.OperationPlacement;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Segment;
import dev.aneoracle.placement.SegmentKey;
import dev.aneoracle.placement.Target;
import dev.aneoracle.placement.TimeEstimate;
import dev.aneoracle.placement.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Evaluations and what belongs to them, for tests. */
final class Samples {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  static final Target M1 = new Target("M1", 12);

  private static final AtomicInteger REQUESTS = new AtomicInteger();

  private Samples() {}

  /** Returns someone whose request is unlike all others. */
  static Applicant applicant(String submitter) {
    return new Applicant(submitter, "request " + REQUESTS.incrementAndGet());
  }

  /** Returns a submission that wants an answer of its own. */
  static Submission submission(EvaluationOptions options) {
    return new Submission(options, 5, List.of(), Submission.Reuse.NEVER, null, applicant("local"));
  }

  static String digest(int number) {
    return "sha256:" + "%064x".formatted(number);
  }

  static ModelSummary model(int number) {
    return new ModelSummary(
        digest(number),
        "Model%d.mlmodel".formatted(number),
        "mlmodel",
        "neuralNetwork",
        1,
        100,
        List.of(new FeatureSummary("x", "multiArray", List.of(64L), "float32", false, false)),
        List.of(),
        List.of(),
        List.of("a warning"));
  }

  static EvaluationOptions options() {
    return EvaluationOptions.of(ComputeUnits.CPU_AND_NE, List.of(M1), null);
  }

  static NewEvaluation evaluation(String id, EvaluationKind kind, int priority, String... labels) {
    return evaluation(id, kind, priority, "nobody", labels);
  }

  static NewEvaluation evaluation(String id, EvaluationKind kind, String session) {
    return evaluation(id, kind, 5, session, new String[0]);
  }

  private static NewEvaluation evaluation(
      String id, EvaluationKind kind, int priority, String session, String[] labels) {
    return evaluation(id, kind, priority, session, "somebody", labels);
  }

  static NewEvaluation submittedBy(String submitter, String id, EvaluationKind kind, int priority) {
    return evaluation(id, kind, priority, "nobody", submitter, new String[0]);
  }

  private static NewEvaluation evaluation(
      String id,
      EvaluationKind kind,
      int priority,
      String session,
      String submitter,
      String[] labels) {
    String route = kind == EvaluationKind.MEASURE ? Route.ANY : "";
    return evaluation(id, kind, priority, route, session, submitter, labels);
  }

  /** Returns a measurement that goes a way of its own. */
  static NewEvaluation routed(String id, String route, String submitter) {
    return evaluation(id, EvaluationKind.MEASURE, 5, route, "nobody", submitter, new String[0]);
  }

  private static NewEvaluation evaluation(
      String id,
      EvaluationKind kind,
      int priority,
      String route,
      String session,
      String submitter,
      String[] labels) {
    return new NewEvaluation(
        id,
        kind,
        priority,
        "question of " + id,
        START,
        model(1),
        options(),
        List.of(labels),
        route,
        session,
        submitter);
  }

  static Verdict verdict(Verdict.Status status, Verdict.Basis basis) {
    return new Verdict(status, basis, null, false, "in a sentence", 1.0, 0.5);
  }

  static Environment environment() {
    return new Environment("1", "rules 1", "node", "chip", "os", false, null, null);
  }

  static Segment segment() {
    return new Segment(
        new SegmentKey(
            0,
            Map.of("x", new SegmentKey.Extent(List.of(64L, 1L, 1L, 1L, 1L))),
            Map.of("y", new SegmentKey.Extent(List.of()))),
        null,
        null,
        1,
        false);
  }

  static Ending succeeded(Instant at) {
    Verdict verdict = verdict(Verdict.Status.FULL, Verdict.Basis.PREDICTED);
    return Ending.withoutPlan(
        EvaluationState.SUCCEEDED,
        at,
        new Answer(
            verdict,
            List.of(segment()),
            List.of(
                new PredictionSummary(
                    M1,
                    null,
                    Engine.CLASSIC,
                    verdict,
                    List.of(segment()),
                    List.of("odd"),
                    List.of(),
                    estimate(),
                    List.of(blocker()))),
            null,
            null,
            environment()),
        List.of(new TargetOperations(M1, List.of(placement()))));
  }

  static Ending failed(Instant at) {
    return Ending.withoutPlan(
        EvaluationState.FAILED,
        at,
        new Answer(
            null,
            List.of(),
            List.of(),
            null,
            new Failure(Failure.Code.COMPILE_ERROR, "did not compile"),
            environment()),
        List.of());
  }

  static OperationPlacement placement() {
    return new OperationPlacement(
        0,
        null,
        null,
        "add",
        "add",
        OperationPlacement.Eligibility.NO,
        OperationPlacement.Unit.OUTSIDE,
        reason(),
        List.of(List.of(1L, 64L)),
        64L,
        new OperationPlacement.OperationTime(null, new Bounds(0.5, 0.5)));
  }

  private static OperationPlacement.Reason reason() {
    return new OperationPlacement.Reason(
        "rule", "CODE", "message", "own words", null, "M", "source");
  }

  private static TimeEstimate estimate() {
    return new TimeEstimate(new Bounds(0.5, 1), new Bounds(2, 3), new Bounds(0, 0.25));
  }

  private static Blocker blocker() {
    return new Blocker(
        Blocker.Kind.REFUSED,
        List.of("add"),
        1,
        List.of("add"),
        reason(),
        1.0,
        new Bounds(1, 1),
        new Bounds(0.25, 0.5));
  }
}
