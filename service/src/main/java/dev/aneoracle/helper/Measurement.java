package dev.aneoracle.helper;

import dev.aneoracle.helper.MeasurementRequest.PlanWhen;
import dev.aneoracle.helper.MeasurementRequest.Settings;
import dev.aneoracle.helper.RunOutcome.Blame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures one model: runs it, then asks for the plan where one is needed, then runs it under the
 * other settings where that was asked for. What comes after the first run cannot spoil it.
 */
final class Measurement {

  private static final List<String> ALL_UNITS =
      List.of("ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY");

  private final HelperSettings settings;
  private final Helpers helpers;
  private final Runs runs;

  Measurement(HelperSettings settings, Helpers helpers, Runs runs) {
    this.settings = settings;
    this.helpers = helpers;
    this.runs = runs;
  }

  /** Returns what is known where nothing was run. */
  static Observation nothing(HelperIdentity helper, Proof proof) {
    return new Observation(
        helper,
        proof,
        false,
        List.of(),
        List.of(),
        null,
        List.of(),
        new Timings(0, 0, List.of()),
        null,
        null,
        List.of(),
        List.of());
  }

  Result measure(MeasurementRequest request, Consumer<Measurer.Phase> progress, Proof proof)
      throws InterruptedException {
    try {
      Files.createDirectories(request.directory());
      HelperRequest.Dump dump = dump(request);
      Runs.Watch watch = new Runs.Watch(progress, request.directory().resolve("helper.log"));
      return new One(request, dump, watch, proof).measure();
    } catch (IOException e) {
      return new Result(
          fault(new HelperUnavailableException("The evaluation's folder could not be made", e)),
          false);
    } catch (HelperUnavailableException e) {
      return new Result(fault(e), false);
    }
  }

  private static Outcome fault(HelperUnavailableException e) {
    return Blame.MACHINE.charge(e.failure());
  }

  private HelperRequest.@Nullable Dump dump(MeasurementRequest request) throws IOException {
    if (!request.settings().dump()) {
      return null;
    }
    Path artifacts = Files.createDirectories(request.directory().resolve("artifacts"));
    return new HelperRequest.Dump(artifacts.toAbsolutePath(), settings.dumpLimit().toBytes());
  }

  /**
   * How it ended.
   *
   * @param timedOut whether a helper was killed for taking too long
   */
  record Result(Outcome outcome, boolean timedOut) {}

  /** One model's measurement, as it proceeds. */
  private final class One {

    private final MeasurementRequest request;
    private final HelperRequest.@Nullable Dump dump;
    private final Runs.Watch watch;
    private final Proof proof;
    private boolean timedOut;

    One(
        MeasurementRequest request,
        HelperRequest.@Nullable Dump dump,
        Runs.Watch watch,
        Proof proof) {
      this.request = request;
      this.dump = dump;
      this.watch = watch;
      this.proof = proof;
    }

    /** The compiled model lies in the first helper's folder, so the plan comes within its lease. */
    Result measure() throws InterruptedException, HelperUnavailableException {
      Outcome outcome;
      try (Helpers.Lease lease = helpers.take(request.settings().cache())) {
        HelperIdentity helper = helpers.identity(lease.helper());
        HelperRequest.Evaluate question =
            evaluate(request.computeUnits(), request.settings().predictions(), true, dump);
        outcome =
            switch (noted(runs.with(lease, question, watch))) {
              case RunOutcome.Completed(HelperMessage.RunResult result, Gathering seen) ->
                  new Outcome.Observed(planned(observation(helper, result, seen), result));
              case RunOutcome.Completed _ ->
                  throw new IllegalStateException("A run without a result");
              case RunOutcome.Failed failed -> failed.blame().charge(failed.failure());
            };
      }
      if (outcome instanceof Outcome.Observed observed && request.settings().compare()) {
        outcome = new Outcome.Observed(observed.observation().withSettings(compare()));
      }
      return new Result(outcome, timedOut);
    }

    private Observation observation(
        HelperIdentity helper, HelperMessage.RunResult result, Gathering seen) {
      return new Observation(
          helper,
          proof,
          result.hooksIntact(),
          seen.segments(),
          seen.compiles(),
          result.engineClass(),
          result.inputs(),
          result.timings(),
          null,
          null,
          seen.evidence(),
          List.of());
    }

    private Observation planned(Observation observed, HelperMessage.RunResult result)
        throws InterruptedException {
      if (request.settings().plan() != PlanWhen.ALWAYS && !request.needsPlan().test(observed)) {
        return observed;
      }
      HelperRequest.PlanModel question =
          new HelperRequest.PlanModel(
              request.evaluation() + "-plan", result.compiledModelPath(), request.computeUnits());
      return switch (noted(runs.once(question, request.settings().cache(), watch))) {
        case RunOutcome.Completed completed ->
            observed
                .withMoreEvidence(completed.seen().evidence())
                .withPlan(completed.seen().plan(), null);
        case RunOutcome.Failed failed -> observed.withPlan(null, failed.failure().message());
      };
    }

    private List<SettingRun> compare() throws InterruptedException {
      List<SettingRun> compared = new ArrayList<>();
      for (String units : ALL_UNITS) {
        HelperRequest.Evaluate question =
            evaluate(units, settings.comparePredictions(), false, null);
        compared.add(
            switch (noted(runs.once(question, request.settings().cache(), watch))) {
              case RunOutcome.Completed(HelperMessage.RunResult result, Gathering seen) ->
                  new SettingRun(
                      units, seen.segments(), result.hooksIntact(), result.timings(), null);
              case RunOutcome.Completed _ ->
                  throw new IllegalStateException("A run without a result");
              case RunOutcome.Failed failed ->
                  new SettingRun(units, List.of(), false, null, failed.failure());
            });
      }
      return compared;
    }

    private HelperRequest.Evaluate evaluate(
        String units, int predictions, boolean evidence, HelperRequest.@Nullable Dump dumped) {
      Settings chosen = request.settings();
      return new HelperRequest.Evaluate(
          request.evaluation() + "-" + units + (evidence ? "" : "-compared"),
          request.model().toAbsolutePath(),
          units,
          request.function(),
          request.shapes(),
          predictions,
          chosen.optionals(),
          chosen.engine(),
          evidence,
          dumped);
    }

    private RunOutcome noted(RunOutcome outcome) {
      timedOut |=
          outcome instanceof RunOutcome.Failed failed
              && failed.failure().code() == Failure.Code.HELPER_TIMED_OUT;
      return outcome;
    }
  }
}
