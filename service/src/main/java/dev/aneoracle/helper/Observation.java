package dev.aneoracle.helper;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a helper saw while it ran one model; facts only, nothing decided.
 *
 * @param helper the helper that saw it
 * @param proof whether its hooks were proven on this host when it ran
 * @param hooksIntact whether every hook was still in place after the last prediction
 * @param segments the ANE models that were loaded or called, in the order first seen
 * @param compiles the ANE compiles that were seen; none where a cache was warm
 * @param engineClass the class of the engine that Core ML chose, null where it does not tell
 * @param inputs the inputs that were given a value
 * @param timings how long each step took
 * @param plan what Core ML says it would do, null where it was not asked or did not answer
 * @param planFailure why there is no plan though one was asked for, null otherwise
 * @param evidence further pieces, each by its kind
 * @param settings the same model under other compute units, empty unless asked for
 */
public record Observation(
    HelperIdentity helper,
    Proof proof,
    boolean hooksIntact,
    List<ObservedSegment> segments,
    List<ObservedCompile> compiles,
    @Nullable String engineClass,
    List<String> inputs,
    Timings timings,
    @Nullable Plan plan,
    @Nullable String planFailure,
    List<Evidence> evidence,
    List<SettingRun> settings) {

  public Observation {
    segments = List.copyOf(segments);
    compiles = List.copyOf(compiles);
    inputs = List.copyOf(inputs);
    evidence = List.copyOf(evidence);
    settings = List.copyOf(settings);
  }

  /** Returns the same with a plan, or with the reason why there is none. */
  public Observation withPlan(@Nullable Plan found, @Nullable String failure) {
    return new Observation(
        helper,
        proof,
        hooksIntact,
        segments,
        compiles,
        engineClass,
        inputs,
        timings,
        found,
        failure,
        evidence,
        settings);
  }

  /** Returns the same with the runs under other compute units. */
  public Observation withSettings(List<SettingRun> runs) {
    return new Observation(
        helper,
        proof,
        hooksIntact,
        segments,
        compiles,
        engineClass,
        inputs,
        timings,
        plan,
        planFailure,
        evidence,
        runs);
  }

  /** Returns the same with what another helper gathered beside it. */
  Observation withMoreEvidence(List<Evidence> more) {
    List<Evidence> all = new ArrayList<>(evidence);
    all.addAll(more);
    return new Observation(
        helper,
        proof,
        hooksIntact,
        segments,
        compiles,
        engineClass,
        inputs,
        timings,
        plan,
        planFailure,
        all,
        settings);
  }
}
