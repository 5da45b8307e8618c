package dev.aneoracle.helper;

import dev.aneoracle.helper.MeasurementRequest.CacheUse;
import dev.aneoracle.helper.MeasurementRequest.EngineChoice;
import dev.aneoracle.helper.MeasurementRequest.Optionals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs models whose place is known: each must be seen on the Neural Engine where it may go there,
 * and must not be seen where it may not.
 */
final class CanaryProver {

  private static final List<String> MODELS =
      List.of("canary-classic.mlmodel", "canary-program.mlpackage");
  private static final String WITHOUT = "CPU_ONLY";

  /** The first macOS with {@code CPU_AND_NE}, by Core ML's documentation. */
  private static final int CHOOSES_ANE = 13;

  private final Path folder;
  private final Runs runs;
  private final InstantSource clock;

  /** Creates the prover of the models in a folder. */
  CanaryProver(Path folder, Runs runs, InstantSource clock) {
    this.folder = folder;
    this.runs = runs;
    this.clock = clock;
  }

  /** Returns what the canaries prove of a helper. */
  Proof prove(HelperIdentity helper) throws InterruptedException {
    Optional<String> obstacle = obstacle(helper);
    if (obstacle.isPresent()) {
      return new Proof.NotProven(clock.instant(), obstacle.get(), List.of());
    }
    List<Proof.CanaryRun> done = new ArrayList<>();
    for (String model : MODELS) {
      for (String units : List.of(unitsWithAne(helper.machine()), WITHOUT)) {
        done.add(run(model, units));
      }
    }
    return judge(done, clock.instant());
  }

  private static String unitsWithAne(HelperIdentity.Machine machine) {
    String major = machine.osVersion().split("\\.", 2)[0];
    boolean older = major.matches("\\d{1,3}") && Integer.parseInt(major) < CHOOSES_ANE;
    return older ? "ALL" : "CPU_AND_NE";
  }

  private Optional<String> obstacle(HelperIdentity helper) {
    if (!helper.requiredHooksInstalled()) {
      return Optional.of(
          helper.hooks().stream()
              .filter(HelperIdentity.Hook::required)
              .filter(hook -> hook.status() != HelperIdentity.Status.INSTALLED)
              .map(hook -> hook.type() + " " + hook.selector() + " is " + hook.status())
              .collect(
                  Collectors.joining(
                      "; ",
                      "Hooks are missing on this system, so a newer helper is needed: ",
                      ".")));
    }
    return MODELS.stream()
        .filter(model -> !Files.exists(folder.resolve(model)))
        .findFirst()
        .map(model ->
            "The canary %s is missing beside the helper; build the helper again.".formatted(model));
  }

  private Proof.CanaryRun run(String model, String units) throws InterruptedException {
    boolean expected = !units.equals(WITHOUT);
    HelperRequest.Evaluate request =
        new HelperRequest.Evaluate(
            "canary-" + model + "-" + units,
            folder.resolve(model).toAbsolutePath(),
            units,
            null,
            Map.of(),
            1,
            Optionals.GIVEN,
            EngineChoice.DEFAULT,
            false,
            null);
    return switch (runs.once(request, CacheUse.COLD, Runs.Watch.none())) {
      case RunOutcome.Completed(HelperMessage.RunResult result, Gathering seen) ->
          new Proof.CanaryRun(
              model,
              units,
              expected,
              seen.segments().stream().anyMatch(segment -> segment.calls() > 0),
              result.hooksIntact() ? "" : "A hook was taken off while it ran.");
      case RunOutcome.Completed _ -> throw new IllegalStateException("A run without a result");
      case RunOutcome.Failed failed ->
          new Proof.CanaryRun(model, units, expected, false, failed.failure().message());
    };
  }

  private static Proof judge(List<Proof.CanaryRun> runs, Instant at) {
    List<String> wrong =
        runs.stream()
            .filter(run -> run.expected() != run.seen() || !run.detail().isEmpty())
            .map(CanaryProver::complaint)
            .toList();
    return wrong.isEmpty()
        ? new Proof.Proven(at, runs)
        : new Proof.NotProven(
            at,
            "The canaries did not prove that the hooks see the Neural Engine; nothing is measured"
                + " until they do. "
                + String.join(" ", wrong),
            runs);
  }

  private static String complaint(Proof.CanaryRun run) {
    String what =
        !run.detail().isEmpty()
            ? "failed: " + run.detail()
            : run.seen() ? "was seen on it and must not be." : "was not seen on it and must be.";
    return "%s under %s %s".formatted(run.model(), run.computeUnits(), what);
  }
}
