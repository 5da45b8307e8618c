package dev.aneoracle.placement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Something that a reader of a prediction should know where a number about the model is high or
 * low.
 *
 * @param greaterThan the number above which it is said
 * @param atMost the number up to which it is said
 * @param message a sentence for people, with the number as {@code {value}}
 */
record GraphWarning(
    String id,
    Set<Engine> engines,
    GraphFact fact,
    double greaterThan,
    double atMost,
    String message,
    String advice,
    String confidence,
    List<String> sources) {

  GraphWarning {
    engines = Set.copyOf(engines);
    sources = List.copyOf(sources);
  }

  /** Returns the sentence where it is to be said. */
  Optional<String> of(Graphwide whole) {
    OptionalDouble value = fact.of(whole);
    return engines.contains(whole.flow().engine())
            && value.isPresent()
            && value.getAsDouble() > greaterThan
            && value.getAsDouble() <= atMost
        ? Optional.of(text(value.getAsDouble()))
        : Optional.empty();
  }

  private String text(double value) {
    String number =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.3g", value);
    return message.replace("{value}", number)
        + " "
        + advice
        + " ("
        + String.join("; ", sources)
        + "; confidence "
        + confidence
        + ")";
  }
}
