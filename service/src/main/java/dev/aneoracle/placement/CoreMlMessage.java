package dev.aneoracle.placement;

import java.util.List;
import java.util.Set;

/**
 * What Core ML itself was seen to say of an operation that a rule refuses.
 *
 * @param operations the types it was seen for, empty for all that the rule speaks of
 * @param when conditions that must all hold
 * @param text Core ML's own words, with facts in braces
 */
record CoreMlMessage(
    String rule, Engine engine, Set<String> operations, List<Condition> when, String text) {

  CoreMlMessage {
    operations = Set.copyOf(operations);
    when = List.copyOf(when);
  }

  boolean isOf(Engine asked, OperationView operation) {
    return engine == asked
        && (operations.isEmpty() || operations.contains(operation.type()))
        && Condition.all(when, operation) == Truth.TRUE;
  }
}
