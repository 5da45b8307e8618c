package dev.aneoracle.placement;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One fact about what the ANE takes, with its source.
 *
 * @param operations the types it speaks of, empty for all
 * @param when conditions that must all hold
 * @param skipUnknown whether a condition the file does not answer counts as not met
 * @param message a sentence for people, with facts in braces
 * @param coreMlMessages what Core ML itself was seen to say
 * @param advice what to do about it, empty where nothing is known to help
 * @param confidence the letter that holds at the scope's home
 * @param sources keys of the source list
 * @param note why the rule is written so, empty where the source says it all
 */
record Rule(
    String id,
    Set<Engine> engines,
    Scope scope,
    Set<String> operations,
    List<Condition> when,
    boolean skipUnknown,
    Effect effect,
    ReasonCode code,
    String message,
    List<CoreMlMessage> coreMlMessages,
    String advice,
    String confidence,
    List<String> sources,
    String note) {

  Rule {
    engines = Set.copyOf(engines);
    operations = Set.copyOf(operations);
    when = List.copyOf(when);
    sources = List.copyOf(sources);
    coreMlMessages = List.copyOf(coreMlMessages);
  }

  Truth holdsFor(OperationView operation) {
    return Condition.all(when, operation);
  }

  /** Returns the message with the facts of the operation filled in. */
  String explain(OperationView operation) {
    return filled(message, operation);
  }

  /** Returns what Core ML itself is known to say of the operation, empty where it is not known. */
  Optional<String> coreMlMessage(OperationView operation, Engine engine) {
    return coreMlMessages.stream()
        .filter(known -> known.isOf(engine, operation))
        .findFirst()
        .map(known -> filled(known.text(), operation));
  }

  private String filled(String template, OperationView operation) {
    String text = template.replace("{type}", operation.type());
    for (Condition condition : when) {
      String place = "{" + condition.fact().label() + "}";
      if (text.contains(place)) {
        text = text.replace(place, condition.fact().of(operation).toString());
      }
    }
    return text;
  }
}
