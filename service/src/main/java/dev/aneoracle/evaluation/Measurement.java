package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Evidence;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.helper.ObservedCompile;
import dev.aneoracle.helper.ObservedSegment;
import dev.aneoracle.helper.Timings;
import dev.aneoracle.placement.Segment;
import dev.aneoracle.placement.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hooks saw on this host, and what follows from it.
 *
 * @param segments the programs that ran and have names
 * @param notes what a reader should know of how the verdict came about
 * @param seen what was seen; null in rows that are older than it
 * @param plan how many operations Core ML planned where, null where there is no plan
 * @param comparison the same model under other compute units, null unless asked for
 * @param disagreements operations of which the witnesses say different things
 */
public record Measurement(
    Verdict verdict,
    List<Segment> segments,
    @Nullable List<String> notes,
    @Nullable Seen seen,
    @Nullable PlanSummary plan,
    @Nullable Comparison comparison,
    @Nullable Disagreements disagreements) {

  public Measurement {
    segments = List.copyOf(segments);
    notes = notes == null ? List.of() : List.copyOf(notes);
    disagreements = disagreements == null ? Disagreements.none() : disagreements;
  }

  /** Returns the notes, none in rows that are older than they. */
  @Override
  public List<String> notes() {
    return notes == null ? List.of() : notes;
  }

  @Override
  public Disagreements disagreements() {
    return disagreements == null ? Disagreements.none() : disagreements;
  }

  /**
   * The facts, nothing decided.
   *
   * @param planFailure why there is no plan though one was asked for, null otherwise
   */
  public record Seen(
      HelperIdentity helper,
      ProofSummary proof,
      boolean hooksIntact,
      List<ObservedSegment> programs,
      List<ObservedCompile> compiles,
      @Nullable String engineClass,
      List<String> inputs,
      Timings timings,
      @Nullable String planFailure,
      List<Evidence> evidence) {
    public Seen {
      programs = List.copyOf(programs);
      compiles = List.copyOf(compiles);
      inputs = List.copyOf(inputs);
      evidence = List.copyOf(evidence);
    }
  }
}
