package dev.aneoracle.placement;

import java.util.List;

/** A test of one fact of an operation; the whole vocabulary of the rule files. */
sealed interface Condition {

  /** Returns the fact that is tested. */
  Fact fact();

  /** Returns whether the value passes. */
  Truth test(FactValue value);

  /** Returns whether all conditions hold; the first that does not is enough to know. */
  static Truth all(List<Condition> conditions, OperationView operation) {
    Truth truth = Truth.TRUE;
    for (Condition condition : conditions) {
      truth = truth.and(condition.test(condition.fact().of(operation)));
      if (truth == Truth.FALSE) {
        return truth;
      }
    }
    return truth;
  }

  /** The number is greater than a bound. */
  record GreaterThan(Fact fact, double bound) implements Condition {
    @Override
    public Truth test(FactValue value) {
      return value instanceof FactValue.Size(double size) ? Truth.of(size > bound) : Truth.UNKNOWN;
    }
  }

  /** The number is at most a bound. */
  record AtMost(Fact fact, double bound) implements Condition {
    @Override
    public Truth test(FactValue value) {
      return value instanceof FactValue.Size(double size) ? Truth.of(size <= bound) : Truth.UNKNOWN;
    }
  }

  /** The word is one of a list. */
  record Is(Fact fact, List<String> words) implements Condition {
    public Is {
      words = List.copyOf(words);
    }

    @Override
    public Truth test(FactValue value) {
      return value instanceof FactValue.Unknown
          ? Truth.UNKNOWN
          : Truth.of(words.contains(value.toString()));
    }
  }

  /** The word is none of a list. */
  record IsNot(Fact fact, List<String> words) implements Condition {
    public IsNot {
      words = List.copyOf(words);
    }

    @Override
    public Truth test(FactValue value) {
      return value instanceof FactValue.Unknown
          ? Truth.UNKNOWN
          : Truth.of(!words.contains(value.toString()));
    }
  }
}
