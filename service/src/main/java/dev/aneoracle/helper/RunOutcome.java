package dev.aneoracle.helper;

import org.jspecify.annotations.Nullable;

/** How one request to one helper ended. */
sealed interface RunOutcome {

  /**
   * It was served.
   *
   * @param result what came of an {@code evaluate}, null for a {@code plan}
   */
  record Completed(HelperMessage.@Nullable RunResult result, Gathering seen)
      implements RunOutcome {}

  /** It was not, and the outcome says whose fault that is. */
  record Failed(Failure failure, Blame blame) implements RunOutcome {}

  /** Whose fault a failure is. */
  enum Blame {
    MODEL {
      @Override
      Outcome charge(Failure failure) {
        return new Outcome.ModelFailed(failure);
      }
    },
    HELPER {
      @Override
      Outcome charge(Failure failure) {
        return new Outcome.HelperFailed(failure);
      }
    },
    MACHINE {
      @Override
      Outcome charge(Failure failure) {
        return new Outcome.MachineFault(failure);
      }
    };

    abstract Outcome charge(Failure failure);
  }
}
