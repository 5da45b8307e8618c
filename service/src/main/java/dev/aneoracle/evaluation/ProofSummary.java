package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the canaries, in a form that is kept.
 *
 * @param at when, null while they are still to run
 * @param reason why they prove nothing, null unless they do not
 */
public record ProofSummary(
    State state, @Nullable Instant at, @Nullable String reason, List<Proof.CanaryRun> runs) {

  public ProofSummary {
    runs = List.copyOf(runs);
  }

  /** Returns the summary of a proof. */
  public static ProofSummary of(Proof proof) {
    return switch (proof) {
      case Proof.Pending _ -> new ProofSummary(State.PENDING, null, null, List.of());
      case Proof.Proven(Instant at, List<Proof.CanaryRun> runs) ->
          new ProofSummary(State.PROVEN, at, null, runs);
      case Proof.NotProven(Instant at, String reason, List<Proof.CanaryRun> runs) ->
          new ProofSummary(State.NOT_PROVEN, at, reason, runs);
    };
  }

  /** Whether the canaries proved the hooks. */
  public enum State {
    PENDING,
    PROVEN,
    NOT_PROVEN
  }
}
