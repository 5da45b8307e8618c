package dev.aneoracle.evaluation;

import dev.aneoracle.evaluation.EvaluationRepository.Ending;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.placement.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells log, metrics and those who wait what becomes of evaluations. */
final class EvaluationObserver {

  private static final Logger log = LoggerFactory.getLogger("dev.aneoracle.evaluation");

  private final MeterRegistry meters;
  private final EvaluationWatch watch;
  private final ServiceTimes times;

  EvaluationObserver(MeterRegistry meters, EvaluationWatch watch, ServiceTimes times) {
    this.meters = meters;
    this.watch = watch;
    this.times = times;
  }

  /** Notes the time spent in a phase: read, store, predict or measure. */
  void took(String phase, Duration taken) {
    Timer.builder("ane.oracle.phase")
        .tag("phase", phase)
        .description("Time that an evaluation spends in a phase")
        .register(meters)
        .record(taken);
  }

  void accepted(NewEvaluation evaluation) {
    meters.counter("ane.oracle.evaluations.accepted", "kind", lower(evaluation.kind())).increment();
    log.atInfo()
        .addKeyValue("evaluation", evaluation.id())
        .addKeyValue("model", evaluation.model().digest())
        .addKeyValue("format", evaluation.model().format())
        .addKeyValue("type", evaluation.model().type())
        .addKeyValue("bytes", evaluation.model().bytes())
        .addKeyValue("targets", evaluation.options().targets())
        .addKeyValue("kind", lower(evaluation.kind()))
        .log("accepted");
    watch.changed(new EvaluationChange.Queued(evaluation.id()));
  }

  void known(Evaluation evaluation) {
    meters.counter("ane.oracle.evaluations.known").increment();
    log.atInfo()
        .addKeyValue("evaluation", evaluation.id())
        .addKeyValue("state", evaluation.state())
        .log("asked again");
  }

  void claimed(Evaluation evaluation, String owner) {
    log.atInfo()
        .addKeyValue("evaluation", evaluation.id())
        .addKeyValue("attempt", evaluation.attempt())
        .addKeyValue("node", owner)
        .log("claimed");
    watch.changed(new EvaluationChange.Running(evaluation, null));
  }

  void phase(Evaluation evaluation, Measurer.Phase phase) {
    log.atInfo()
        .addKeyValue("evaluation", evaluation.id())
        .addKeyValue("phase", phase)
        .log("measuring");
    watch.changed(new EvaluationChange.Running(evaluation, phase));
  }

  void returned(Evaluation evaluation, String why) {
    log.atWarn()
        .addKeyValue("evaluation", evaluation.id())
        .addKeyValue("attempt", evaluation.attempt())
        .addKeyValue("why", why)
        .log("back in the queue, will be tried again");
    watch.changed(new EvaluationChange.Queued(evaluation.id()));
  }

  void ended(Evaluation evaluation, Ending ending, Duration taken) {
    times.record(evaluation.kind(), taken);
    meters
        .counter(
            "ane.oracle.evaluations.ended",
            "state",
            lower(ending.state()),
            "verdict",
            verdict(ending.answer().verdict()))
        .increment();
    took(lower(evaluation.kind()), taken);
    log.atInfo()
        .addKeyValue("evaluation", evaluation.id())
        .addKeyValue("state", ending.state())
        .addKeyValue("verdict", verdict(ending.answer().verdict()))
        .addKeyValue("segments", ending.answer().segments().size())
        .addKeyValue("failure", code(ending.answer().failure()))
        .addKeyValue("milliseconds", taken.toMillis())
        .log("ended");
    watch.ended(evaluation.id());
  }

  void cancelled(String id) {
    meters
        .counter("ane.oracle.evaluations.ended", "state", "cancelled", "verdict", "none given")
        .increment();
    log.atInfo().addKeyValue("evaluation", id).log("cancelled");
    watch.ended(id);
  }

  private static String verdict(@org.jspecify.annotations.Nullable Verdict verdict) {
    return verdict == null ? "none given" : lower(verdict.status());
  }

  private static String code(@org.jspecify.annotations.Nullable Failure failure) {
    return failure == null ? "-" : failure.code().name();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
